/* What a page gains where JavaScript runs; nothing here is needed to get anything done.
   Words are kept until they are sent, a form is sent once, long lists can be searched,
   dialogs mind the focus. No framework, no third party. */
(function () {
  "use strict";
  var root = document.documentElement, store = null;
  try { store = window.localStorage; store.getItem("-"); } catch (e) { store = null; }
  root.classList.add("js");
  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
  function shown(id) {
    var template = document.getElementById(id), box = document.getElementById("messages");
    if (!template || !box) return;
    all(box, "[data-of=" + id + "]").forEach(function (old) { old.remove(); });
    var piece = template.content.cloneNode(true);
    piece.firstElementChild.setAttribute("data-of", id);
    box.appendChild(piece);
    box.lastElementChild.scrollIntoView({ block: "center" });
  }

  /* Words of a form: kept on this phone until they are sent, seven days at most. */
  var PREFIX = "draft:", WEEK = 6048e5;
  function key(form) {
    return PREFIX + (root.dataset.who || "") + ":" + form.dataset.keep + ":" + location.pathname;
  }
  function read(form) {
    try {
      var draft = JSON.parse(store.getItem(key(form)));
      return draft && Date.now() - draft.at < WEEK ? draft : null;
    } catch (e) { return null; }
  }
  function words(form) {
    var kept = {};
    all(form, "input,select,textarea").forEach(function (field) {
      if (!field.name || /^(password|file|submit|button)$/.test(field.type) ||
        field.name === "csrfmiddlewaretoken" || field.autocomplete === "one-time-code") return;
      if ((field.type === "radio" || field.type === "checkbox") && !field.checked) return;
      (kept[field.name] = kept[field.name] || []).push(field.value);
    });
    return kept;
  }
  function keep(form, sent) {
    if (!store) return;
    try {
      store.setItem(key(form), JSON.stringify({ at: Date.now(), sent: sent, words: words(form) }));
    } catch (e) { /* A full phone keeps no drafts; the form still works. */ }
  }
  function restore(form) {
    var draft = store && read(form), entry = (performance.getEntriesByType("navigation") || [])[0];
    if (!draft) return;
    var came = document.referrer.split(/[?#]/)[0] === location.href.split(/[?#]/)[0];
    /* Sent, and the answer led back here: the words have arrived. */
    if (draft.sent && came && entry && entry.type === "navigate") return store.removeItem(key(form));
    var put = false;
    all(form, "input,select,textarea").forEach(function (field) {
      var kept = draft.words[field.name];
      if (!kept || field.type === "file") return;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = kept.indexOf(field.value) >= 0;
      } else if (field.type === "hidden") {
        /* The same id with words that may have arrived already: one matter, not two. */
        if (field.name === "request_id" && draft.sent) field.value = kept[0];
        else if (/itude$/.test(field.name) && !field.value) field.value = kept[0];
      } else if (field.value !== kept[0] && (!field.value || field.tagName === "SELECT")) {
        field.value = kept[0]; put = true;
      }
    });
    if (put) shown("draft-kept");
  }
  function forget() {
    if (store) Object.keys(store).forEach(function (name) {
      if (name.indexOf(PREFIX) === 0) store.removeItem(name);
    });
  }
  all(document, "form[data-keep]").forEach(function (form) {
    var timer;
    restore(form);
    form.addEventListener("input", function () {
      clearTimeout(timer); timer = setTimeout(function () { keep(form, false); }, 400);
    });
    form.addEventListener("submit", function () { clearTimeout(timer); keep(form, true); });
  });
  /* A page that is not a fault and has no such form: what was sent has arrived. */
  if (store && !root.dataset.fault) Object.keys(store).forEach(function (name) {
    if (name.indexOf(PREFIX) !== 0) return;
    try {
      var draft = JSON.parse(store.getItem(name)), path = name.split(":").pop();
      if (Date.now() - draft.at > WEEK || draft.sent && path !== location.pathname &&
        document.referrer.indexOf(location.origin + path) === 0) store.removeItem(name);
    } catch (e) { store.removeItem(name); }
  });

  /* Each form is sent once. */
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form.hasAttribute("data-forget")) forget();
    if (form.method !== "post") return;
    if (form.dataset.going) return event.preventDefault();
    if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
    form.dataset.going = "1";
    if (button && button.dataset.busy) {
      button.setAttribute("aria-busy", "true");
      (button.querySelector("span") || button).textContent = button.dataset.busy;
    }
    setTimeout(function () { delete form.dataset.going; }, 15000);
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) all(document, "form").forEach(function (form) { delete form.dataset.going; });
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () { shown("not-sent"); });
  });

  /* A search box over a long list of choices. */
  all(document, "[data-search]").forEach(function (list) {
    var items = all(list, ".choice");
    if (items.length < 8) return;
    var box = document.createElement("input"), none = list.querySelector(".choice-none");
    box.type = "search"; box.className = "choice-search"; box.placeholder = list.dataset.search;
    box.setAttribute("aria-label", list.dataset.search);
    box.oninput = function () {
      var sought = box.value.trim().toLowerCase(), any = false;
      items.forEach(function (item) {
        var fits = item.dataset.words.toLowerCase().indexOf(sought) >= 0;
        item.hidden = !fits; any = any || fits;
      });
      all(list, ".choice-group").forEach(function (group) {
        group.hidden = !group.querySelector(".choice:not([hidden])");
      });
      none.hidden = any;
    };
    box.onkeydown = function (event) { if (event.key === "Enter") event.preventDefault(); };
    list.insertBefore(box, list.querySelector(".choice-scroll"));
  });

  /* Dialogs: the focus goes in and comes back; Escape closes. */
  function close() {
    var open = document.querySelector(".dialog:target");
    if (!open) return;
    location.hash = "_";
    var opener = document.querySelector('[data-opens="' + open.id + '"]');
    if (opener) opener.focus();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-closes]");
    if (link) { event.preventDefault(); close(); }
  });
  window.addEventListener("hashchange", function () {
    var open = document.querySelector(".dialog:target");
    if (open) open.focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });

  /* Faults are read first. */
  var faults = document.querySelector("[data-focus]");
  if (faults) faults.focus();
})();
