/* What the workbench gains where scripts run: the detail is exchanged beside the list, the
   next matter follows by itself, words are kept until they are sent, several rows are
   ticked at once. Everything here is also a link or a form of its own. */
(function () {
  "use strict";
  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
  function one(what, where) { return (where || document).querySelector(what); }
  var list = one("#list"), detail = one("#detail"), wide = window.matchMedia("(min-width: 960px)");
  if (!list || !detail) return;

  /* Which row is open. */
  function rows() { return all(list, ".row"); }
  function shownNumber() { var pane = one("[data-matter]", detail); return pane ? pane.dataset.matter : ""; }
  function mark() {
    var number = shownNumber();
    rows().forEach(function (row) {
      var link = one("[data-row]", row), open = row.dataset.number === number;
      if (open) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      row.classList.remove("loading");
    });
    one(".split").classList.toggle("opened", !!number);
    document.title = number && one("h2", detail) ? one("h2", detail).textContent : document.title;
  }
  function follow(row) {
    var link = one("[data-row]", row);
    link.focus(); link.click();
    link.scrollIntoView({ block: "nearest" });
  }

  /* What was ticked. */
  function ticks() { return all(list, "input[name=picked]"); }
  function count() {
    var picked = ticks().filter(function (tick) { return tick.checked; }).length, said = one("[data-picked]", list);
    if (said) said.textContent = picked || "";
    var whole = one("[data-pick-all]", list);
    if (whole) { whole.checked = picked > 0 && picked === ticks().length; whole.indeterminate = picked > 0 && !whole.checked; }
  }
  function ready() {
    var whole = one("[data-pick-all]", list);
    if (whole) whole.closest("label").hidden = false;
    count(); mark();
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-pick-all]")) ticks().forEach(function (tick) { tick.checked = event.target.checked; });
    if (event.target.matches("[data-pick-all], [name=picked]")) count();
    if (event.target.closest("[data-narrow]") && event.target.tagName !== "INPUT") event.target.form.requestSubmit();
  });

  /* Words that were not sent, kept for this visit. */
  function key(form) { return "work:" + (document.documentElement.dataset.who || "") + ":" + form.dataset.draft; }
  function fields(form) {
    return all(form, "textarea, input[type=text], input[type=date], input:not([type])").filter(function (f) { return f.name; });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !form.dataset.draft) return;
    var kept = {};
    fields(form).forEach(function (field) { if (field.value) kept[field.name] = field.value; });
    try { sessionStorage.setItem(key(form), JSON.stringify(kept)); } catch (e) { /* Kept in the form alone. */ }
  });
  function restore() {
    all(detail, "form[data-draft]").forEach(function (form) {
      var kept = null;
      try { kept = JSON.parse(sessionStorage.getItem(key(form))); } catch (e) { return; }
      if (kept) fields(form).forEach(function (field) { if (!field.value && kept[field.name]) field.value = kept[field.name]; });
    });
  }
  function forget(number) {
    try {
      Object.keys(sessionStorage).forEach(function (name) {
        if (name.indexOf("work:") === 0 && name.indexOf(":" + number + "/") > 0) sessionStorage.removeItem(name);
      });
    } catch (e) { /* Nothing was kept. */ }
  }

  /* What was chosen last time is chosen beforehand, where there are a few to choose from. */
  function last(field) { return "last:" + field.name; }
  document.addEventListener("submit", function (event) {
    all(event.target, "input[type=radio]:checked").forEach(function (field) {
      try { localStorage.setItem(last(field), field.value); } catch (e) { /* Chosen by hand next time. */ }
    });
  });
  function prefer() {
    all(detail, "#form fieldset").forEach(function (set) {
      var fields = all(set, "input[type=radio]");
      if (!fields.length || fields.some(function (f) { return f.checked; })) return;
      var kept = null;
      try { kept = localStorage.getItem(last(fields[0])); } catch (e) { return; }
      fields.forEach(function (field) { if (field.value === kept) field.checked = true; });
    });
  }

  /* Ready-made words go where the cursor is. */
  document.addEventListener("click", function (event) {
    var chip = event.target.closest && event.target.closest("[data-insert]");
    if (!chip) return;
    var field = document.getElementById(chip.dataset.insert);
    if (!field) return;
    event.preventDefault(); event.stopPropagation();
    var at = field.selectionStart || 0, words = chip.textContent;
    field.value = field.value.slice(0, at) + words + field.value.slice(field.selectionEnd || at);
    field.focus(); field.setSelectionRange(at + words.length, at + words.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);

  /* One more line of a question with several. */
  function lines() {
    all(detail, "[data-more]").forEach(function (set) {
      if (one(".more", set)) return;
      var more = document.createElement("button");
      more.type = "button"; more.className = "button plain more"; more.textContent = "+ " + set.dataset.more;
      more.onclick = function () {
        var drawn = all(set, ".asked-row"), last = drawn[drawn.length - 1], fresh = last.cloneNode(true);
        all(fresh, "[name]").forEach(function (field) {
          var name = field.name.replace(/\.(\d+)\./, function (_, n) { return "." + (+n + 1) + "."; });
          var label = one('[for="' + field.id + '"]', fresh);
          field.name = name; field.id = "f-" + name; field.value = "";
          if (label) label.htmlFor = field.id;
        });
        set.insertBefore(fresh, more); one("[name]", fresh).focus();
      };
      set.appendChild(more);
    });
  }

  /* Sent from the keyboard. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    var form = event.target.form || one("#form");
    if (form && detail.contains(form)) { event.preventDefault(); form.requestSubmit(); }
  });

  /* The detail was exchanged. */
  var asked = "";
  document.addEventListener("htmx:beforeRequest", function (event) {
    var from = event.detail.elt;
    asked = from.dataset && from.dataset.form ? "form" : "";
    var row = from.closest && from.closest(".row");
    if (row) row.classList.add("loading");
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.target === list || list.contains(event.detail.target)) return ready();
    if (event.detail.target !== detail) return;
    mark(); restore(); prefer(); lines();
    detail.scrollTop = 0;
    var fault = one("[data-focus]", detail), first = asked === "form" && one("#form [name]:not([type=hidden])", detail);
    if (fault) fault.focus(); else if (first) { first.focus(); first.scrollIntoView({ block: "center" }); }
    else if (!wide.matches) window.scrollTo(0, 0);
    asked = "";
  });

  /* An act was done: the row is ticked off and the next one follows. */
  document.addEventListener("matter-moved", function (event) {
    var told = event.detail, row = rows().filter(function (r) { return r.dataset.number === told.number; })[0];
    forget(told.number);
    say(told.said);
    if (!row) return;
    row.classList.add("done");
    if (told.state) one(".state", row).lastChild.textContent = told.state;
    var tick = one("input[name=picked]", row);
    if (tick) { tick.checked = false; count(); }
    var left = rows().slice(rows().indexOf(row) + 1).filter(function (r) { return !r.classList.contains("done"); });
    if (left.length && wide.matches) setTimeout(function () { follow(left[0]); }, 0);
  });
  function say(words) {
    var box = document.getElementById("messages"), said = document.getElementById("said");
    if (!box) return;
    if (!said) { said = document.createElement("p"); said.id = "said"; said.className = "notice good"; box.appendChild(said); }
    said.textContent = words;
  }

  /* At a desk the first row is open from the start. */
  function begin() {
    ready(); restore(); prefer(); lines();
    var first = rows()[0];
    if (first && wide.matches && !shownNumber() && window.htmx) {
      window.htmx.ajax("GET", one("[data-row]", first).getAttribute("hx-get"), { target: "#detail", swap: "innerHTML settle:0ms" });
    }
  }
  /* A script that is deferred runs before this event, and once. */
  document.addEventListener("DOMContentLoaded", begin);
})();
