// Makes participation/static/vendor/ from the npm packages and our own style and script: `npm run build`.
// Files get names that change with their content; manifest.json leads from the logical name to the file below static/.

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { transform as minifyScript } from "esbuild";
import { Features, transform as lowerStyle } from "lightningcss";
import subsetFont from "subset-font";

import { lightByDefault, oneTheme, plainColours, purge, systemFonts, withoutMixedColours, withoutSelectors, writeOutConstants } from "./reduce_kern.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const STATIC = path.join(ROOT, "participation", "static");
const VENDOR = path.join(STATIC, "vendor");
const KERN = path.join(ROOT, "node_modules", "@kern-ux", "native", "dist");

// Phones of 2018 and later; what cannot be lowered (gaps in flex boxes, :has) only changes distances there.
const TARGETS = { chrome: 69 << 16, android: 69 << 16, samsung: (10 << 16) | (2 << 8), firefox: 68 << 16, safari: (12 << 16) | (2 << 8), ios_saf: (12 << 16) | (2 << 8) };
// Logical properties stay: the browsers above know the longhands we use, and lowering would guess the direction from a list of languages.
const KEPT_FEATURES = Features.LogicalProperties | Features.DirSelector;
const LATIN = [[0x20, 0x7e], [0xa0, 0x17f], [0x2010, 0x2026], [0x2030, 0x203a]];
const FURTHER_CHARACTERS = "‚‘’“”„€→←−≥≤×·";
const FONTS = [["Regular", 400], ["SemiBold", 600]];
// Nothing on the respondent's page is disabled, read-only, an icon inside a button or link, or styled by what it contains.
const ABSENT = /:has\(|:disabled$|\[(aria-)?disabled|\[readonly|\[tabindex\]|sr-only-mobile|kern-(btn|link)[^ >]* ?>? ?\.kern-icon|select/;
const RESPONDENT_LIMIT = 28_000;

const manifest = {};

/** Writes one file under a name with its hash and notes it in the manifest; returns the file's name. */
async function publish(name, content) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const file = `${stem}.${hash}${ext}`;
  await writeFile(path.join(VENDOR, file), content);
  manifest[name] = `vendor/${file}`;
  return file;
}

function lower(name, css) {
  const { code, warnings } = lowerStyle({ filename: name, code: Buffer.from(css), minify: true, targets: TARGETS, exclude: KEPT_FEATURES });
  for (const warning of warnings) console.warn(`${name}: ${warning.message}`);
  return code.toString();
}

async function texts(directory, endings) {
  const names = await readdir(path.join(ROOT, directory), { recursive: true });
  const wanted = names.filter((name) => endings.includes(path.extname(name)));
  return Promise.all(wanted.map(async (name) => ({ raw: await readFile(path.join(ROOT, directory, name), "utf8"), extension: "html" })));
}

async function fonts() {
  const characters = LATIN.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))).join("");
  const faces = [];
  for (const [style, weight] of FONTS) {
    const whole = await readFile(path.join(KERN, "fonts", "fira-sans", `FiraSans-${style}.woff2`));
    const small = await subsetFont(whole, characters + FURTHER_CHARACTERS, { targetFormat: "woff2" });
    const file = await publish(`fira-sans-${weight}.woff2`, small);
    faces.push(`@font-face{font-family:"Fira Sans";src:url("${file}") format("woff2");font-weight:${weight};font-display:swap}`);
  }
  return faces.join("");
}

async function desk(kern) {
  const content = await texts("templates", [".html"]);
  const composed = [/^kern-(alert|badge|btn|icon|table|title|heading|body|form|fieldset)/];  // names that templates put together
  await publish("kern.css", lower("kern.css", plainColours(await purge(kern, content, composed))));
  const own = await readFile(path.join(STATIC, "css", "desk.css"), "utf8");
  await publish("desk.css", (await fonts()) + lower("desk.css", own));
  await publish("surveys.css", lower("surveys.css", await readFile(path.join(STATIC, "css", "surveys.css"), "utf8")));
}

async function respondent(kern) {
  const templates = await texts("templates/surveys/respondent", [".html"]);
  const script = await readFile(path.join(STATIC, "js", "respondent.js"), "utf8");
  const own = await readFile(path.join(STATIC, "css", "respondent.css"), "utf8");
  const used = await purge(withoutMixedColours(systemFonts(kern)), [...templates, { raw: script, extension: "js" }]);
  const css = lower("respondent.css", writeOutConstants(plainColours(withoutSelectors(used, ABSENT) + own)));
  if (css.length > RESPONDENT_LIMIT) throw new Error(`The respondent's style has ${css.length} bytes; ${RESPONDENT_LIMIT} is the limit`);
  await publish("respondent.css", css);
  const { code } = await minifyScript(script, { minify: true, target: "es2017", charset: "utf8" });
  await publish("respondent.js", code);
  for (const [name, text] of [["style", css], ["script", code]]) console.log(`respondent's ${name}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} compressed`);
}

await mkdir(VENDOR, { recursive: true });
const kern = oneTheme(lightByDefault(await readFile(path.join(KERN, "kern.css"), "utf8")));
await desk(kern);
await respondent(kern);
const passkeys = await readFile(path.join(STATIC, "js", "passkeys.js"), "utf8");
await publish("passkeys.js", (await minifyScript(passkeys, { minify: true, target: "es2018", charset: "utf8" })).code);
await publish("htmx.js", await readFile(path.join(ROOT, "node_modules", "htmx.org", "dist", "htmx.min.js")));
await publish("icon.svg", await readFile(path.join(STATIC, "icon.svg")));
await cp(path.join(ROOT, "node_modules", "axe-core", "axe.min.js"), path.join(ROOT, "build", "axe", "axe.min.js"));
await writeFile(path.join(VENDOR, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
const current = new Set([...Object.values(manifest).map((file) => path.basename(file)), "manifest.json"]);
for (const file of await readdir(VENDOR)) if (!current.has(file)) await rm(path.join(VENDOR, file), { recursive: true });
