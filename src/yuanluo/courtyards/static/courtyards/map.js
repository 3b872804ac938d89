/* What the map of courtyards gains where scripts run: a home is dragged into another
   courtyard, or chosen with the arrow keys and Enter. Everything here fills the form that
   stands below the map, so that it is sent and answered as without a script. */
(function () {
  "use strict";
  var SLIP = 6; /* Fewer pixels than these are a tap. */
  var drag = null, here = 0;
  function all(what) { return Array.prototype.slice.call(document.querySelectorAll(what)); }
  function one(what) { return document.querySelector(what); }
  function form() { return one("#move"); }
  function dots() { return all("a.dot"); }
  function box(home) { return one('input[name=home][value="' + home + '"]'); }
  function boxes() { return all("input[name=home]"); }

  /* What is chosen. */
  function show() {
    var picked = boxes().filter(function (b) { return b.checked; });
    var on = {};
    picked.forEach(function (b) { on[b.value] = true; });
    dots().forEach(function (dot) { dot.classList.toggle("chosen", !!on[dot.dataset.home]); });
    var said = one("[data-picked]");
    if (said) said.textContent = picked.length ? said.dataset.some.replace("0", picked.length) : said.dataset.none;
  }
  function choose(home, only) {
    var was = box(home);
    if (!was) return false;
    if (only) boxes().forEach(function (b) { b.checked = b === was; });
    else was.checked = !was.checked;
    show();
    return was.checked;
  }
  document.addEventListener("change", function (event) { if (event.target.name === "home") show(); });

  /* One stop for the keyboard: arrows go from home to home. */
  function rove() {
    var list = dots(), first = list.filter(function (d) { return +d.dataset.home === here; })[0] || list[0];
    list.forEach(function (dot) { dot.tabIndex = dot === first ? 0 : -1; });
    show();
  }
  function middle(dot) { var r = dot.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; }
  function step(from, dx, dy) {
    var at = middle(from), best = null, least = Infinity;
    dots().forEach(function (dot) {
      if (dot === from) return;
      var to = middle(dot), along = (to[0] - at[0]) * dx + (to[1] - at[1]) * dy;
      var beside = Math.abs((to[0] - at[0]) * dy) + Math.abs((to[1] - at[1]) * dx);
      if (along > 0.5 && along + 2.5 * beside < least) { least = along + 2.5 * beside; best = dot; }
    });
    if (!best) return;
    here = +best.dataset.home;
    from.tabIndex = -1; best.tabIndex = 0; best.focus();
  }
  var KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && drag) return drop(null);
    var dot = event.target.closest && event.target.closest("a.dot");
    if (!dot || event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) { event.preventDefault(); step(dot, KEYS[event.key][0], KEYS[event.key][1]); }
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      here = +dot.dataset.home;
      if (choose(dot.dataset.home)) one("#f-to").focus();
    }
  });

  /* Dragging. The home follows the pointer; where it is let go, its courtyard is asked. */
  function place(event) {
    var under = document.elementFromPoint(event.clientX, event.clientY);
    var hit = under && under.closest("[data-number]");
    return hit ? hit.dataset.number : null;
  }
  function mark(number) {
    all(".patch").forEach(function (patch) { patch.classList.toggle("over", patch.dataset.number === number); });
  }
  function drop(number) {
    var was = drag;
    drag = null;
    mark(null);
    was.dot.classList.remove("dragged");
    was.dot.setAttribute("transform", was.home);
    if (number === null || number === was.dot.dataset.number) return;
    var own = box(was.dot.dataset.home);
    choose(was.dot.dataset.home, !(own && own.checked));
    here = +was.dot.dataset.home;
    one("#f-to").value = number;
    form().requestSubmit();
  }
  document.addEventListener("pointerdown", function (event) {
    var dot = event.target.closest && event.target.closest("a.dot");
    if (!dot || event.button || !form()) return;
    drag = { dot: dot, x: event.clientX, y: event.clientY, home: dot.getAttribute("transform"), moved: false };
    drag.scale = dot.ownerSVGElement.viewBox.baseVal.width / dot.ownerSVGElement.getBoundingClientRect().width;
  });
  document.addEventListener("pointermove", function (event) {
    if (!drag) return;
    var dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!drag.moved && Math.abs(dx) + Math.abs(dy) < SLIP) return;
    drag.moved = true;
    drag.dot.classList.add("dragged");
    drag.dot.setAttribute("transform", "translate(" + dx * drag.scale + " " + dy * drag.scale + ") " + drag.home);
    mark(place(event));
    event.preventDefault();
  });
  document.addEventListener("pointerup", function (event) {
    if (!drag) return;
    if (drag.moved) { drag.done = true; quiet = true; drop(place(event)); setTimeout(function () { quiet = false; }, 0); }
    else drag = null;
  });
  document.addEventListener("pointercancel", function () { if (drag) drop(null); });
  document.addEventListener("dragstart", function (event) { if (event.target.closest && event.target.closest("a.dot")) event.preventDefault(); });

  /* A tap chooses; without a script the same link does it. */
  var quiet = false;
  document.addEventListener("click", function (event) {
    var dot = event.target.closest && event.target.closest("a.dot");
    if (!dot) return;
    event.preventDefault();
    if (quiet) return;
    here = +dot.dataset.home;
    choose(dot.dataset.home);
  });

  /* What came back takes the place of what was there; so does the news that somebody was
     quicker, with all that was chosen. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSwap", function () {
    var part = one("#partition"), told = one("#told");
    if (!part) return;
    if (told) told.textContent = part.dataset.said || "";
    here = +part.dataset.focusHome || here;
    rove();
    var again = dots().filter(function (d) { return +d.dataset.home === here; })[0];
    if (again) again.focus({ preventScroll: true });
  });
  rove();
})();
