// Keeps a respondent's answers safe on a bad connection. Everything works without it: then the browser submits the form itself.
// Typed answers live in sessionStorage (this tab only). Only a finished answer that could not be sent yet is kept in localStorage, for a week.
(function () {
  "use strict";

  var FIRST_DELAY = 1000;
  var LONGEST_DELAY = 60000;
  var PATIENCE = 20000;
  var A_WEEK = 7 * 24 * 3600 * 1000;
  var HALF_AN_HOUR = 30 * 60 * 1000;

  var survey = document.querySelector("main").dataset.survey;
  var DRAFT = "participation.draft." + survey;
  var SENT = "participation.sent." + survey;
  var UNSENT = "participation.unsent." + survey;
  var TOOK_PART = "participation.took-part." + survey;

  var parcels = []; // submissions under way: {body, url, attempt, button, quiet, kept, delay, timer}
  var current = null; // the one this page's form has sent
  var place = 0; // how many pages forward the browser's history stands

  function main() {
    return document.querySelector("main");
  }

  function form() {
    return document.getElementById("survey");
  }

  function say(key) {
    var status = document.getElementById("status");
    if (status) status.textContent = key ? main().dataset[key] || "" : "";
  }

  // --- what the device keeps. A browser may refuse storage; then nothing is said to be saved. ---

  function read(store, key) {
    try {
      return JSON.parse(window[store].getItem(key));
    } catch (error) {
      return null;
    }
  }

  function write(store, key, value) {
    try {
      var text = JSON.stringify(value);
      window[store].setItem(key, text);
      return window[store].getItem(key) === text;
    } catch (error) {
      return false;
    }
  }

  function erase(store, key) {
    try {
      window[store].removeItem(key);
    } catch (error) {
      // Storage that refuses has kept nothing either.
    }
  }

  // Finished answers by attempt: on a shared phone two people's may wait for the network at once.
  function keptParcels() {
    var kept = read("localStorage", UNSENT) || {};
    Object.keys(kept).forEach(function (attempt) {
      if (!(Date.now() - kept[attempt].since < A_WEEK)) delete kept[attempt];
    });
    return kept;
  }

  function keep(parcel) {
    var kept = keptParcels();
    kept[parcel.attempt] = { since: Date.now(), url: parcel.url, body: parcel.body };
    return write("localStorage", UNSENT, kept);
  }

  function drop(parcel) {
    var kept = keptParcels();
    delete kept[parcel.attempt];
    if (Object.keys(kept).length) write("localStorage", UNSENT, kept);
    else erase("localStorage", UNSENT);
  }

  // --- draft: the answers of all pages, as typed ---

  function answerFields() {
    return Array.prototype.filter.call(form().elements, function (field) {
      return field.name.indexOf("q.") === 0 && field.type !== "hidden";
    });
  }

  function isChoice(field) {
    return field.type === "radio" || field.type === "checkbox";
  }

  function answersHere() {
    var answers = {};
    answerFields().forEach(function (field) {
      answers[field.name] = answers[field.name] || [];
      if (isChoice(field) ? field.checked : field.value) answers[field.name].push(field.value);
    });
    return answers;
  }

  function saveDraft() {
    if (form()) write("sessionStorage", DRAFT, Object.assign(draftOfToday(), answersHere(), { since: Date.now() }));
  }

  // On a shared device a tab may stay open for the next person: what was left lying for half an hour is gone.
  function draftOfToday() {
    var draft = read("sessionStorage", DRAFT) || {};
    return Date.now() - draft.since < HALF_AN_HOUR ? draft : {};
  }

  // "Delete these entries": somebody else's, or one's own that are not wanted any more.
  function clearDraft() {
    erase("sessionStorage", DRAFT);
    answerFields().forEach(function (field) {
      if (isChoice(field)) field.checked = false;
      else field.value = "";
    });
    show("restored", false);
    say("deleted");
  }

  // The server's own rendering wins: a draft only fills fields that came back empty.
  function restoreDraft() {
    if (!form()) return false;
    var draft = draftOfToday();
    var here = answersHere();
    var restored = false;
    answerFields().forEach(function (field) {
      var wanted = draft[field.name];
      if (!wanted || !wanted.length || here[field.name].length) return;
      if (isChoice(field)) field.checked = wanted.indexOf(field.value) >= 0;
      else field.value = wanted[0];
      restored = true;
    });
    return restored;
  }

  // --- the choices on the page help each other ---

  function onInput(event) {
    var field = event.target;
    if (!form() || field.form !== form()) return;
    if (field.dataset.other && field.value) {
      var other = document.getElementById(field.dataset.other);
      if (other && !other.checked) {
        other.checked = true;
        aloneOrTogether(other);
      }
    }
    if (field.type === "checkbox" && field.checked) aloneOrTogether(field);
    saveDraft();
  }

  // "Prefer not to say" stands alone among ticked boxes.
  function aloneOrTogether(field) {
    var alone = "alone" in field.dataset;
    answerFields().forEach(function (neighbour) {
      if (neighbour !== field && neighbour.name === field.name && isChoice(neighbour)) {
        if (alone || "alone" in neighbour.dataset) neighbour.checked = false;
      }
    });
  }

  // --- sending ---

  function onSubmit(event) {
    if (event.target !== form() || !window.fetch || !window.URLSearchParams || !window.DOMParser) return;
    event.preventDefault();
    if (current) {
      if (current.timer) send(current);
      return;
    }
    var button = event.submitter || pressed || form().querySelector("button");
    var body = new URLSearchParams(new FormData(form()));
    body.set(button.name, button.value);
    saveDraft();
    current = { body: body.toString(), url: form().action, attempt: body.get("attempt"), button: button, delay: FIRST_DELAY };
    // Kept before the first try, so that closing the page in the middle loses nothing.
    if (button.value === "absenden") current.kept = keep(current);
    parcels.push(current);
    send(current);
  }

  var pressed = null; // Safari before 15.4 does not name the submitter

  function onClick(event) {
    var button = event.target.closest ? event.target.closest("button, a") : null;
    if (!button) return;
    if (button.type === "submit") pressed = button;
    if (button.dataset.action === "delete") forget();
    if (button.dataset.action === "clear") clearDraft();
    if (button.dataset.action === "another") {
      erase("localStorage", TOOK_PART);
      show("another", false);
      if (form()) main().querySelector("h1").focus();
    }
  }

  function send(parcel) {
    clearTimeout(parcel.timer);
    parcel.timer = 0;
    if (!parcel.quiet) say("sending");
    var controller = window.AbortController ? new AbortController() : null;
    var patience = setTimeout(function () {
      if (controller) controller.abort();
    }, PATIENCE);
    fetch(parcel.url, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
      body: parcel.body,
      credentials: "same-origin",
      signal: controller ? controller.signal : undefined,
    })
      .then(function (response) {
        if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Error("again");
        return response.text().then(function (html) {
          clearTimeout(patience);
          return { receipt: response.ok && response.headers.get("X-Participation-Receipt"), ok: response.ok, html: html };
        });
      })
      .then(
        function (answer) {
          if (finish(parcel)) arrived(parcel, answer);
        },
        function () {
          clearTimeout(patience);
          if (parcels.indexOf(parcel) >= 0) again(parcel);
        }
      );
  }

  // Takes the parcel from the list; false when it was deleted meanwhile.
  function finish(parcel) {
    var index = parcels.indexOf(parcel);
    if (index < 0) return false;
    parcels.splice(index, 1);
    if (parcel === current) current = null;
    return true;
  }

  function again(parcel) {
    var final = parcel.quiet || parcel.button.value === "absenden";
    say(!final ? "waiting" : parcel.kept ? "kept" : "notKept");
    if (final && parcel.kept) show("unsent");
    // A random share keeps a crowd that lost the network together from coming back in the same second.
    parcel.timer = setTimeout(function () {
      send(parcel);
    }, parcel.delay * (0.5 + Math.random()));
    parcel.delay = Math.min(parcel.delay * 2, LONGEST_DELAY);
  }

  function arrived(parcel, answer) {
    if (answer.receipt || !parcel.quiet) drop(parcel);
    if (answer.receipt) write("localStorage", TOOK_PART, 1);
    if (parcel.quiet) {
      if (answer.receipt && !Object.keys(keptParcels()).length) show("unsent", false);
      return say(answer.receipt ? "sentLater" : "refused");
    }
    if (answer.receipt) {
      erase("sessionStorage", DRAFT);
      write("sessionStorage", SENT, parcel.attempt);
    }
    var page = new DOMParser().parseFromString(answer.html, "text/html");
    if (!page.querySelector("main[data-survey]")) return leaveToBrowser(parcel);
    exchange(page);
    if (Object.keys(keptParcels()).length) show("unsent");
    if (answer.receipt) return say("sent");
    restoreDraft();
    if (answer.ok && parcel.button.value === "weiter") history.pushState(++place, "");
  }

  // An answer that is no page of this survey: the browser shall show it as it is.
  function leaveToBrowser(parcel) {
    var field = document.createElement("input");
    field.type = "hidden";
    field.name = parcel.button.name;
    field.value = parcel.button.value;
    form().appendChild(field);
    form().submit();
  }

  // "Delete on this device": stops sending and leaves nothing behind.
  function forget() {
    parcels.forEach(function (parcel) {
      clearTimeout(parcel.timer);
    });
    parcels = [];
    current = null;
    erase("localStorage", UNSENT);
    erase("sessionStorage", DRAFT);
    show("unsent", false);
    if (form()) form().reset();
    say("deleted");
  }

  // --- showing ---

  function show(id, visible) {
    var box = document.getElementById(id);
    if (box) box.hidden = visible === false;
  }

  function exchange(page) {
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.title = page.title;
    ["main", "footer"].forEach(function (name) {
      var fresh = page.querySelector(name);
      if (fresh) document.querySelector(name).replaceWith(document.adoptNode(fresh));
    });
    window.scrollTo(0, 0);
    var goal = document.getElementById("error-summary") || main().querySelector("h1");
    if (goal) goal.focus();
  }

  // A page that the browser brings back after its answers have arrived shows that, not the filled form.
  function onShow() {
    if (!form()) return;
    if (form().elements.attempt.value === read("sessionStorage", SENT)) {
      form().hidden = true;
      show("already");
    } else if (read("localStorage", TOOK_PART)) show("another");
  }

  function onHistory(event) {
    if (typeof event.state !== "number") return; // a link to a place on this page, as in the list of errors
    var backwards = event.state < place;
    var back = form() && form().querySelector('button[value="zurueck"]');
    place = event.state;
    if (backwards && back && !current) back.click();
  }

  document.addEventListener("input", onInput);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", onShow);
  window.addEventListener("popstate", onHistory);
  window.addEventListener("online", function () {
    parcels.forEach(function (parcel) {
      if (parcel.timer) send(parcel);
    });
  });

  history.replaceState(place, "");
  if (restoreDraft()) show("restored");
  var waiting = keptParcels();
  Object.keys(window.fetch ? waiting : {}).forEach(function (attempt) {
    var parcel = { body: waiting[attempt].body, url: waiting[attempt].url, attempt: attempt, quiet: true, kept: true, delay: FIRST_DELAY };
    parcels.push(parcel);
    show("unsent");
    send(parcel);
  });
})();
