// Keeps the list of the inbox fresh: asks every second, and puts in only what has changed, so that a reader keeps place,
// selection and focus. The page works without it.
"use strict";
(() => {
  const list = document.getElementById("list");
  const status = document.getElementById("status");
  const title = document.title;
  let tag = null, busy = false, unread = 0;

  function replaceChildren(old, fresh) {
    const known = new Map(Array.from(old.children, (child) => [child.id, child]));
    let place = old.firstElementChild, added = 0;
    for (const child of Array.from(fresh.children)) {
      const before = known.get(child.id);
      let keep = child;
      if (before && before.outerHTML === child.outerHTML) keep = before;
      if (!before && child.id.startsWith("digest-")) added += 1;
      if (keep === place) { place = place.nextElementSibling; continue; }
      if (before && keep !== before) { if (before === place) place = place.nextElementSibling; before.replaceWith(keep); }
      if (keep.nextElementSibling !== place || keep.parentNode !== old) old.insertBefore(keep, place);
      known.delete(child.id);
    }
    while (place) { const next = place.nextElementSibling; place.remove(); place = next; }
    return added;
  }

  function show(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const digests = parsed.getElementById("digests"), sources = parsed.getElementById("sources");
    const held = document.activeElement && document.activeElement.closest("article, aside");
    const added = replaceChildren(document.getElementById("digests"), digests);
    const aside = document.getElementById("sources");
    if (aside.outerHTML !== sources.outerHTML) aside.replaceWith(sources);
    if (held && held.id && !held.isConnected) document.getElementById(held.id)?.querySelector("a")?.focus();
    if (added) {
      status.textContent = added === 1 ? "A new digest has come in." : `${added} new digests have come in.`;
      if (document.hidden) { unread += added; document.title = `(${unread}) ${title}`; }
    }
  }

  async function refresh() {
    if (busy) return;
    busy = true;
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch("/fragment", { headers, cache: "no-store" });
      if (answer.ok) { tag = answer.headers.get("ETag"); show(await answer.text()); }
      else if (answer.status !== 304) throw new Error(answer.statusText);
      if (status.dataset.lost) { delete status.dataset.lost; status.textContent = ""; }
    } catch {
      status.dataset.lost = "1";
      status.textContent = "Lectern does not answer; this page shows what it said last.";
    } finally { busy = false; }
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { unread = 0; document.title = title; refresh(); }
  });
  setInterval(refresh, 1000);
})();
