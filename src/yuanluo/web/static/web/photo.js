/* What the report form gains where JavaScript runs: photos are shown and grow small before
   they travel, and the phone can say where it is. Without it both are plain fields. */
(function () {
  "use strict";
  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }

  /* Photos: shown, and at most 1600 px before they travel. */
  var SIDE = 1600;
  function small(file) {
    if (!window.createImageBitmap || !/^image\//.test(file.type)) return Promise.resolve({ file: file });
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
      var scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          var better = blob && blob.size < file.size;
          done({ canvas: canvas, file: better ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file });
        }, "image/jpeg", 0.82);
      });
    }).catch(function () { return { file: file }; });
  }
  function photos(box) {
    var input = box.querySelector("input"), strip = box.querySelector("ul"), said = box.querySelector(".photo-said");
    var most = +box.dataset.photos, picked = [];
    try { new DataTransfer(); } catch (e) { return; }
    function draw() {
      var carried = new DataTransfer(), size = 0;
      strip.textContent = ""; strip.hidden = !picked.length;
      picked.forEach(function (photo, n) {
        var item = document.createElement("li"), button = document.createElement("button");
        carried.items.add(photo.file); size += photo.file.size;
        button.type = "button"; button.textContent = "×";
        button.setAttribute("aria-label", box.dataset.remove + " " + (n + 1));
        button.onclick = function () { picked.splice(n, 1); draw(); input.focus(); };
        item.appendChild(photo.canvas || document.createTextNode(photo.file.name));
        item.appendChild(button); strip.appendChild(item);
      });
      input.files = carried.files;
      said.textContent = picked.length > most ? box.dataset.many : picked.length ?
        box.dataset.ready.replace("{n}", picked.length).replace("{size}", Math.ceil(size / 1024) + " KB") : "";
      input.setCustomValidity(picked.length > most ? box.dataset.many : "");
    }
    input.addEventListener("change", function () {
      Promise.all(Array.prototype.map.call(input.files, small)).then(function (more) {
        picked = most > 1 ? picked.concat(more) : more.slice(0, 1); draw();
      });
    });
    input.addEventListener("focus", function () { box.classList.add("focused"); });
    input.addEventListener("blur", function () { box.classList.remove("focused"); });
  }

  /* Where the phone is. */
  function locates(box) {
    var button = box.querySelector("button"), said = box.querySelector("[role=status]");
    if (!navigator.geolocation || !window.isSecureContext) return;
    button.hidden = false;
    button.onclick = function () {
      said.textContent = box.dataset.finding;
      navigator.geolocation.getCurrentPosition(function (found) {
        all(box, "input").forEach(function (field) {
          field.value = /latitude$/.test(field.name) ? found.coords.latitude : found.coords.longitude;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        });
        said.textContent = box.dataset.found.replace("{m}", Math.round(found.coords.accuracy));
        var nearby = box.closest("[data-nearby]");
        if (nearby) nearby.submit();
      }, function () { said.textContent = box.dataset.denied; }, { timeout: 12000, enableHighAccuracy: true });
    };
  }

  function start(where) {
    [["data-photos", photos], ["data-locate", locates]].forEach(function (kind) {
      all(where, "[" + kind[0] + "]").forEach(function (box) {
        if (!box._started) { box._started = true; kind[1](box); }
      });
    });
  }
  start(document);
  document.addEventListener("htmx:load", function () { start(document); });
})();
