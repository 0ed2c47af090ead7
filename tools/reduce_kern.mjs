// KERN's style sheet made small and readable for old browsers: pure functions from CSS text to CSS text.

import { PurgeCSS } from "purgecss";

const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';

/** Only the rules for classes and elements that the given texts name. */
export async function purge(css, content, safelist = []) {
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: css }],
    safelist: { standard: safelist },
    keyframes: true,
    fontFace: true,
  });
  return result.css;
}

/** OKLCH colours as sRGB hexadecimals, clipped (Björn Ottosson, Oklab, 2020): browsers before 2023 know nothing else. */
export function plainColours(css) {
  return css.replace(/oklch\(([\d.]+)%\s+([\d.]+)\s+([\d.]+)\)/g, (_, lightness, chroma, hue) => {
    const angle = (Number(hue) * Math.PI) / 180;
    return hexadecimal(Number(lightness) / 100, Number(chroma) * Math.cos(angle), Number(chroma) * Math.sin(angle));
  });
}

function hexadecimal(lightness, a, b) {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
  const bytes = linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    return Math.round(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055));
  });
  return "#" + bytes.map((value) => value.toString(16).padStart(2, "0")).join("");
}

/** Light colours without a media query, so that browsers which know no colour schemes have colours at all. */
export function lightByDefault(css) {
  const start = css.indexOf("@media (prefers-color-scheme: light) {");
  const dark = css.indexOf("@media (prefers-color-scheme: dark) {");
  const end = css.indexOf("\n}\n", start);
  if (start < 0 || dark < 0 || end < 0) throw new Error("KERN's colour schemes stand elsewhere now: adapt lightByDefault");
  const light = css.slice(css.indexOf("{", start) + 1, end);
  return css.slice(0, dark) + light + "\n" + css.slice(dark, start) + css.slice(end + 3);
}

/** KERN maps its tokens to the layer they are used on; our pages have one layer and one theme, the body's. */
export function oneTheme(css) {
  const layered = ":is(body, .kern-light, .kern-dark, [data-kern-theme=light], [data-kern-theme=dark]):not([class*=kern-level-])";
  if (!css.includes(layered)) throw new Error("KERN's layers stand elsewhere now: adapt oneTheme");
  return css.replace(layered, "body");
}

/** The system's own fonts instead of a download, named once instead of in every rule. */
export function systemFonts(css) {
  return css
    .replace(/(--kern-typography-font-family-fira-sans:)[^;]*;/, `$1 ${SYSTEM_FONTS};`)
    .replace(/font-family: var\(--kern-typography-font-family-default, [^)]*\);/g, "");
}

/** Colours that are mixed while drawing are left out; our own sheet gives plain ones under the same names. */
export function withoutMixedColours(css) {
  return css.replace(/--[\w-]+:\s*color-mix\([^;]*;/g, "");
}

/** Without the rules whose selectors all match: states and relatives that a page never has. */
export function withoutSelectors(css, pattern) {
  return css.replace(/([^{}]+)\{[^{}]*\}/g, (rule, selectors) => (selectors.split(/,(?![^(]*\))/).every((one) => pattern.test(one.trim())) ? "" : rule));
}

/** Custom properties with one constant value are written out where they are used; unused ones and fallbacks of known ones go. */
export function writeOutConstants(css) {
  const constants = new Map();
  const counts = new Map();
  for (const [, name, value] of css.matchAll(/(--[\w-]+)\s*:\s*([^;{}]*)[;}]/g)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    constants.set(name, value.trim());
  }
  for (const [name, count] of counts) if (count > 1) constants.delete(name);
  let result = css.replace(/(--[\w-]+)\s*:\s*([^;{}]*);/g, (whole, name) => (constants.has(name) ? "" : whole));
  for (let before = ""; before !== result; ) {
    before = result;
    result = replaceVariables(result, (name, fallback) => constants.get(name) ?? (counts.has(name) ? null : fallback));
  }
  const used = new Set([...result.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  return result.replace(/(--[\w-]+)\s*:\s*([^;{}]*);/g, (whole, name) => (used.has(name) ? whole : ""));
}

function replaceVariables(css, valueOf) {
  let result = "";
  let position = 0;
  for (let start = css.indexOf("var("); start >= 0; start = css.indexOf("var(", position)) {
    let depth = 1;
    let end = start + 4;
    for (; depth > 0; end++) depth += css[end] === "(" ? 1 : css[end] === ")" ? -1 : 0;
    const [name, ...fallback] = css.slice(start + 4, end - 1).split(",");
    result += css.slice(position, start) + (valueOf(name.trim(), fallback.join(",").trim()) ?? `var(${name.trim()})`);
    position = end;
  }
  return result + css.slice(position);
}
