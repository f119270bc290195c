// data-live="/address": server-sent events from there say "something changed"; the page is fetched again and each
// [data-live-part="name"] is replaced by its new self. A part in which somebody is writing waits until they leave it.
// data-live-page: where this page is fetched, when its own address may come to mean another, or answers no GET. A fetched
// page without data-live is over: it is loaded, or only its notice shown while something is unsaved here.
// <form data-autosave data-live-saved>: the same after each save of the form's own text, without a stream of events.
"use strict";
(() => {
  const host = document.querySelector("[data-live]");
  const own = document.querySelector("[data-live-saved]");
  if (!own && (!host || !window.EventSource)) return;
  const address = (host || own).dataset.livePage || location.href;
  const parts = () => document.querySelectorAll("[data-live-part]");
  const seen = new Map();
  for (const part of parts()) seen.set(part.dataset.livePart, part.outerHTML);
  const waiting = new Map();
  const status = document.querySelector("[data-live-status]");
  let source = null, timer = 0, fetching = false, again = false, over = false;

  const held = (part) => {
    const active = document.activeElement;
    const writing = part.contains(active) && active.matches("input, textarea, select, button, [contenteditable]");
    return writing || Boolean(window.countersign?.unsaved(part));
  };

  const swap = (part, fresh, html) => {
    for (const open of part.querySelectorAll("details[id][open]")) {
      const twin = fresh.querySelector(`#${CSS.escape(open.id)}`);
      if (twin) twin.open = true;
    }
    const inside = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(fresh);
    seen.set(fresh.dataset.livePart, html);
    waiting.delete(fresh.dataset.livePart);
    fresh.classList.add("just-changed");
    setTimeout(() => fresh.classList.remove("just-changed"), 2000);
    if (inside) document.getElementById(inside)?.focus({ preventScroll: true });
    fresh.dispatchEvent(new CustomEvent("countersign:replaced", { bubbles: true }));
  };

  const take = (page) => {
    for (const part of parts()) {
      const name = part.dataset.livePart;
      const fresh = page.querySelector(`[data-live-part="${CSS.escape(name)}"]`);
      if (!fresh) continue;
      const html = fresh.outerHTML;
      if (html === seen.get(name)) { waiting.delete(name); continue; }
      if (held(part)) waiting.set(name, true);
      else swap(part, document.importNode(fresh, true), html);
    }
  };

  async function refresh() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const answer = await fetch(address, { headers: { "X-Live": "1" }, redirect: "manual" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (host && !page.querySelector("[data-live]")) end();
        take(page);
      }
    } catch { /* the next event, or the reconnect, asks again */ }
    fetching = false;
    if (again) { again = false; soon(); }
  }
  const end = () => {
    over = true;
    if (source) source.close();
    source = null;
    if (status) status.textContent = "";
    if (!window.countersign?.unsaved(document)) location.replace(address);
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(refresh, 150); };

  // A part that had to wait is fetched again, not kept: by now it may have changed once more.
  const released = () => { if (waiting.size) soon(); };
  document.addEventListener("focusout", () => setTimeout(released, 0));
  document.addEventListener("countersign:saved", () => setTimeout(released, 0));

  const open = () => {
    if (over) return;
    if (source) source.close();
    let lost = false;
    source = new EventSource(host.dataset.live);
    source.onopen = () => { if (status) status.textContent = ""; if (lost) { lost = false; soon(); } };
    source.onmessage = soon;
    source.onerror = () => {
      // the stream also ends when there is nothing more to hear: the page knows
      if (!lost) soon();
      lost = true;
      if (status) status.textContent = document.body.dataset.tLiveOff || "";
      if (source && source.readyState === EventSource.CLOSED) { source = null; setTimeout(() => { open(); soon(); }, 5000); }
    };
  };
  if (own) own.addEventListener("countersign:saved", soon);
  if (!host || !window.EventSource) return;
  open();
  addEventListener("pagehide", () => { if (source) source.close(); source = null; });
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); soon(); } });
})();
