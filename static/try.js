// <form data-try="/address">: a calculator. What is typed is sent there after a moment of quiet, and each [data-try-out]
// of the page is replaced by its new self. Nothing is saved; the button does the same without this.
"use strict";
(() => {
  const form = document.querySelector("form[data-try]");
  if (!form) return;
  let timer = 0, latest = 0;
  async function count() {
    const mine = ++latest;
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const get = form.method === "get";
    const target = form.dataset.try;
    try {
      const answer = await fetch(get ? `${target}?${typed}` : target, get ? { redirect: "manual" } : { method: "POST", body: typed, redirect: "manual" });
      if (!answer.ok || mine !== latest) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const out of document.querySelectorAll("[data-try-out]")) {
        const fresh = page.getElementById(out.id);
        if (!fresh || fresh.innerHTML === out.innerHTML) continue;
        const open = out.querySelector("details")?.open;
        out.replaceChildren(...document.importNode(fresh, true).childNodes);
        if (open && out.querySelector("details")) out.querySelector("details").open = true;
      }
    } catch { /* the next letter, or the button, asks again */ }
  }
  const later = (event) => {
    if (event.target.form !== form) return;
    clearTimeout(timer);
    timer = setTimeout(count, 300);
  };
  // what was tried is still there after a save, or a row that was moved
  const kept = `cs:try ${location.pathname}`;
  const tried = () => [...new FormData(form)].filter(([name, value]) => name.startsWith("try.") && value);
  addEventListener("pagehide", () => sessionStorage.setItem(kept, JSON.stringify(tried())));
  const before = tried().length ? [] : JSON.parse(sessionStorage.getItem(kept) || "[]");
  for (const [name, value] of before) {
    const field = form.elements.namedItem(name);
    if (field && !field.value) field.value = value;
  }
  if (tried().length && before.length) count();
  // Enter counts; it neither saves nor leaves
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.form !== form || event.target.tagName !== "INPUT" || !event.target.name.startsWith("try.")) return;
    event.preventDefault();
    clearTimeout(timer);
    count();
  });
  document.addEventListener("input", later);
  document.addEventListener("change", later);
})();
