/* What a page gains where JavaScript runs; nothing here is needed to get anything done.
   Words are kept until they are sent, a form is sent once, long lists can be searched,
   dialogs mind the focus. No framework, no third party. */
(function () {
  "use strict";
  var root = document.documentElement, store = null, PREFIX = "draft:", WEEK = 6048e5;
  try { store = window.localStorage; store.getItem("-"); } catch (e) { store = null; }
  root.classList.add("js");

  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
  /* Once for each element, also for those that htmx brings later. */
  function each(where, what, start) {
    if (where.matches && where.matches(what)) where = where.parentNode;
    all(where, what).forEach(function (one) {
      var mark = "_" + what;
      if (!one[mark]) { one[mark] = true; start(one); }
    });
  }
  function say(id) {
    var template = document.getElementById(id), box = document.getElementById("messages");
    if (!template || !box) return;
    all(box, "[data-of=" + id + "]").forEach(function (old) { old.remove(); });
    var piece = template.content.cloneNode(true).firstElementChild;
    piece.setAttribute("data-of", id);
    box.appendChild(piece);
    piece.scrollIntoView({ block: "center" });
  }

  /* Words of a form: on this phone until they are sent, for seven days at most. */
  function key(form) {
    return PREFIX + (root.dataset.who || "") + ":" + form.dataset.keep + ":" +
      (form.getAttribute("hx-post") || form.getAttribute("action") || location.pathname);
  }
  function get(name) { try { return JSON.parse(store.getItem(name)); } catch (e) { return null; } }
  function drop(name) { if (store) store.removeItem(name); }
  function drafts() {
    return store ? Object.keys(store).filter(function (name) { return name.indexOf(PREFIX) === 0; }) : [];
  }
  function isWords(field) {
    return field.name && !/^(password|file|submit|button)$/.test(field.type) &&
      field.name !== "csrfmiddlewaretoken" && field.autocomplete !== "one-time-code";
  }
  function isDot(field) { return field.type === "radio" || field.type === "checkbox"; }
  function keep(form, sent) {
    var words = {};
    all(form, "input,select,textarea").filter(isWords).forEach(function (field) {
      if (!isDot(field) || field.checked) (words[field.name] = words[field.name] || []).push(field.value);
    });
    form._tried = form._tried || sent;
    try {
      store.setItem(key(form), JSON.stringify({
        at: Date.now(), page: location.pathname, sent: sent, tried: form._tried, words: words
      }));
    } catch (e) { /* A full phone keeps no drafts; the form still works. */ }
  }
  function restore(form) {
    var draft = store && get(key(form)), put = false;
    if (!draft) return;
    all(form, "input,select,textarea").filter(isWords).forEach(function (field) {
      var kept = draft.words[field.name];
      if (isDot(field)) {
        if (kept) field.checked = kept.indexOf(field.value) >= 0;
      } else if (field.type === "hidden") {
        /* Words that may have arrived already keep their id: one matter, not two. */
        if (kept && (field.name === "request_id" ? draft.tried : /itude$/.test(field.name))) field.value = kept[0];
      } else if (kept && field.value !== kept[0] && (!field.value || field.tagName === "SELECT")) {
        field.value = kept[0]; put = true;
      }
    });
    form._tried = draft.tried;
    keep(form, false);
    if (put) say("draft-kept");
  }
  function arrived() {
    var entry = (performance.getEntriesByType && performance.getEntriesByType("navigation") || [])[0];
    var from = document.referrer.replace(location.origin, "").split(/[?#]/)[0];
    drafts().forEach(function (name) {
      var draft = get(name);
      /* Sent, and a page that is no fault came as the answer: the words have arrived. */
      if (!draft || Date.now() - draft.at > WEEK || draft.sent && draft.page === from &&
        root.dataset.fault === undefined && entry && entry.type === "navigate") drop(name);
    });
  }
  function keeps(form) {
    var timer;
    restore(form);
    form.addEventListener("input", function () {
      clearTimeout(timer); timer = setTimeout(function () { keep(form, false); }, 400);
    });
    form.addEventListener("submit", function () { clearTimeout(timer); keep(form, true); });
  }

  /* A search box over a long list of choices. */
  function searches(list) {
    var items = all(list, ".choice"), none = list.querySelector(".choice-none");
    if (items.length < 8) return;
    var box = document.createElement("input");
    box.type = "search"; box.className = "choice-search"; box.placeholder = list.dataset.search;
    box.setAttribute("aria-label", list.dataset.search);
    box.oninput = function () {
      var sought = box.value.trim().toLowerCase();
      items.forEach(function (item) {
        item.hidden = item.dataset.words.toLowerCase().indexOf(sought) < 0;
      });
      all(list, ".choice-group").forEach(function (group) {
        group.hidden = !group.querySelector(".choice:not([hidden])");
      });
      none.hidden = !!list.querySelector(".choice:not([hidden])");
    };
    box.onkeydown = function (event) { if (event.key === "Enter") event.preventDefault(); };
    list.insertBefore(box, list.querySelector(".choice-scroll"));
  }

  function start(where) {
    each(where, "form[data-keep]", keeps);
    each(where, "[data-search]", searches);
    each(where, "[data-focus]", function (faults) { faults.focus(); });
  }
  arrived();
  start(document);
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });

  /* Each form is sent once. */
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form.hasAttribute("data-forget")) drafts().forEach(drop);
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.hasAttribute("data-file")) return; /* A file comes; the page stays. */
    if (form._going) return event.preventDefault();
    if (event.defaultPrevented) return;
    form._going = true;
    if (button && button.dataset.busy) {
      button.setAttribute("aria-busy", "true");
      (button.querySelector("span") || button).textContent = button.dataset.busy;
    }
    setTimeout(function () { form._going = false; }, 15000);
  });
  window.addEventListener("pageshow", function () {
    all(document, "form").forEach(function (form) { form._going = false; });
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt;
    if (event.detail.successful && form.matches("form[data-keep]")) drop(key(form));
    if (event.detail.failed && event.detail.requestConfig.verb !== "get") say("not-sent");
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
    var link = event.target.closest && event.target.closest("[data-closes], .dialog-shade");
    if (link) { event.preventDefault(); close(); }
    if (event.target.closest && event.target.closest("[data-print]")) window.print();
  });
  window.addEventListener("hashchange", function () {
    var open = document.querySelector(".dialog:target");
    if (open) open.focus();
  });
  document.addEventListener("keydown", function (event) {
    var open = document.querySelector(".dialog:target");
    if (!open) return;
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    var stops = all(open, "a[href]:not([tabindex]), button, input, select, textarea, summary");
    var last = stops[stops.length - 1], at = document.activeElement;
    if (event.shiftKey ? at === stops[0] || at === open : at === last) {
      event.preventDefault(); (event.shiftKey ? last : stops[0]).focus();
    }
  });
})();
