/* Keys of a worklist: J and K walk, X ticks, the rest click what names them in data-key.
   They can be switched off, because a single key is easily pressed by mistake. */
(function () {
  "use strict";
  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
  var store = null;
  try { store = window.localStorage; store.getItem("-"); } catch (e) { store = null; }

  /* The switch. */
  var off = document.querySelector("[data-keys-off]"), OFF = "keys-off";
  if (off) {
    off.checked = !!(store && store.getItem(OFF));
    off.onchange = function () { if (store) off.checked ? store.setItem(OFF, "1") : store.removeItem(OFF); };
  }
  document.addEventListener("keydown", function (event) {
    var at = document.activeElement, pressed = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && !/^(checkbox|radio)$/.test(at.type)) return;
    if (off && off.checked) return;
    var rows = all(document, "[data-rows] [data-row], tbody [data-row]");
    var chosen = rows.indexOf(at.closest("[data-row]") || document.querySelector("[data-row][aria-current]"));
    if (pressed === "j" || pressed === "k") {
      var next = rows[Math.max(0, Math.min(rows.length - 1, chosen + (pressed === "j" ? 1 : -1)))];
      if (next) { next.focus(); event.preventDefault(); }
    } else if (pressed === "x" && rows[chosen]) {
      var tick = rows[chosen].parentNode.querySelector("input[type=checkbox]");
      if (tick) tick.click();
    } else if (pressed === "?" && document.getElementById("keys")) {
      location.hash = "keys";
    } else {
      var wanted = all(document, "[data-key]").filter(function (one) { return one.dataset.key === pressed; })[0];
      if (!wanted) return;
      event.preventDefault();
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(wanted.tagName)) wanted.focus(); else wanted.click();
    }
  });
})();
