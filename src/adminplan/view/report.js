"use strict";
// The page reads without this: cards open by their anchors. Here: closing by Escape, the marks of the open card, the arrow keys.
(() => {
  let opener = null;
  let stepping = false;
  const open = () => document.querySelector(".card:target");
  const close = () => {
    if (!open()) return;
    location.replace("#_"); // no element has this name: nothing is the target, and nothing scrolls
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  };
  const show = () => {
    for (const mark of document.querySelectorAll(".on")) mark.classList.remove("on");
    const card = open();
    if (!card) return;
    for (const mark of document.querySelectorAll(`#doc a[href="#${card.id}"]`)) mark.classList.add("on");
    card.scrollTop = 0;
    card.focus({ preventScroll: true });
    const mark = stepping && document.getElementById(card.id.replace("f", "m"));
    if (mark) mark.scrollIntoView({ block: "center" });
    stepping = false;
  };
  addEventListener("hashchange", show);
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (link.classList.contains("close")) {
      event.preventDefault();
      close();
    } else if (link.closest(".card")) {
      stepping = link.rel === "prev" || link.rel === "next";
    } else {
      opener = link;
    }
  });
  addEventListener("keydown", (event) => {
    const card = open();
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") close();
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = rel && card.querySelector(`a[rel=${rel}]`);
    if (link) link.click();
  });
  show();
})();
