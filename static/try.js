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
  document.addEventListener("input", later);
  document.addEventListener("change", later);
})();
