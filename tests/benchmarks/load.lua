-- What wrk sends. Arguments: mode (page | submit | visit), path of the page, path the form goes to, file with the form's
-- body up to the attempt, file with attempts, one a line. Every request comes from another address behind a proxy; every
-- form carries its own attempt. A visit is a page and a form, so it counts as two requests.
local mode, page_path, form_path, body, attempts
local sent = 0

function init(args)
   mode, page_path, form_path = args[1], args[2], args[3]
   body = io.open(args[4]):read("*a")
   attempts = io.open(args[5])
   math.randomseed(os.time())
end

local function headers()
   return {
      ["Accept-Encoding"] = "gzip, deflate",
      ["Accept-Language"] = "de-DE,de;q=0.9,en;q=0.7",
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["Sec-Fetch-Site"] = "same-origin",
      ["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(255), math.random(255), math.random(255)),
   }
end

function request()
   sent = sent + 1
   if mode == "page" or (mode == "visit" and sent % 2 == 1) then
      return wrk.format("GET", page_path, headers())
   end
   return wrk.format("POST", form_path, headers(), body .. attempts:read("*l"))
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "refused": %d, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
