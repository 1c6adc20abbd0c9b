// The lists, the filters, the details, the keyboard and the address of the page.
// Reads `graph`, `shown` (graph_model.js) and what draws them (graph_canvas.js).
const part = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("vi-VN");
const AT_ONCE = 50;

// An element with text or elements in it; whatever a document says goes in as text.
function make(tag, given = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

function sign(draw) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ class: "sign", width: 44, height: 14, viewBox: "0 0 44 14", "aria-hidden": "true" })) svg.setAttribute(name, value);
  const shape = document.createElementNS("http://www.w3.org/2000/svg", draw.rect ? "rect" : "path");
  const facts = draw.rect ? { x: 2, y: 1.5, width: 40, height: 11, "stroke-width": 1.5 } : { d: "M1 7H36M43 7L35 3.5V10.5Z", "stroke-width": draw.width };
  for (const [name, value] of Object.entries({ ...facts, fill: draw.rect ? draw.fill : draw.line, stroke: draw.line, "stroke-dasharray": draw.dash.join(" ") })) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

// A list that shows so many at first, and more when asked.
function fill(list, items, row) {
  list.replaceChildren();
  const more = (from) => {
    list.append(...items.slice(from, from + AT_ONCE).map(row));
    const left = items.length - from - AT_ONCE;
    if (left > 0) {
      const button = make("button", { type: "button", class: "more" }, `Hiện thêm (còn ${number.format(left)})`);
      const item = make("li", {}, button);
      button.addEventListener("click", () => { item.remove(); more(from + AT_ONCE); const next = list.children[from + AT_ONCE]; if (next) (next.querySelector("button") || next).focus(); });
      list.append(item);
    }
  };
  more(0);
}

const workButton = (work) => make("button", { type: "button", onclick: () => chooseWork(work) }, fullName(work));
const fullName = (work) => [work.type && !work.name.startsWith(work.type) ? work.type : "", work.name, work.day].filter(Boolean).join(" ");
const badge = (state) => make("span", { class: `badge ${state}` }, graph.states[state] || state);

// --- choosing ----------------------------------------------------------------------------------------------------------

function chooseWork(work, bring = true) {
  Object.assign(shown, { work, arrow: null });
  unhide(work);
  chosen();
  if (bring) bringToView([...shown.works]);
}

function chooseArrow(arrow, bring = false) {
  Object.assign(shown, { work: null, arrow });
  chosen();
  if (bring) bringToView([...shown.works]);
}

function chooseNothing() {
  Object.assign(shown, { work: null, arrow: null });
  chosen();
}

function chosen() {
  applyFocus();
  showDetail();
  const { work, arrow } = shown;  // for those who hear the page
  part("told").textContent = work ? `${fullName(work)}, ${graph.levels[work.level]}, viện dẫn ${work.cites.length}, được viện dẫn ${work.citedBy.length}` : arrow ? `${fullName(arrow.citing)} ${graph.relations[arrow.relation].title} ${fullName(arrow.cited)}` : "";
  remember();
  redraw();
}

// A work that was hidden by a filter, and is asked for, comes back with its level and state.
function unhide(work) {
  if (work.seen) return;
  for (const key of [`level:${work.level}`, `state:${work.state}`]) shown.hidden.delete(key);
  syncFilters();
}

function showDetail() {
  const detail = part("detail"), before = detail.hidden;
  detail.hidden = !shown.work && !shown.arrow;
  if (!detail.hidden) {
    const close = make("button", { type: "button", class: "close", "aria-label": "Đóng", onclick: () => { chooseNothing(); canvas.focus(); } }, "×");
    detail.replaceChildren(close, ...(shown.work ? aboutWork(shown.work) : aboutArrow(shown.arrow)));
    detail.scrollTop = 0;
  }
  if (before !== detail.hidden) redraw();
}

function facts(rows) {
  return make("dl", {}, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

function aboutWork(work) {
  const parts = [make("h2", {}, fullName(work)), make("p", {}, work.number ? work.title : "")];
  parts.push(facts([["Cơ quan", work.issuer], ["Ngày", work.issued], ["Cấp", graph.levels[work.level]], ["Tình trạng", badge(work.state)]]));
  if (work.candidates.length) {
    parts.push(make("h3", {}, `Có thể là (${work.candidates.length})`));
    parts.push(make("ul", {}, ...work.candidates.map(([id, score]) => make("li", {}, byId.has(id) ? workButton(byId.get(id)) : id, score === null ? null : make("small", {}, `độ khớp ${number.format(score)}`)))));
  }
  for (const [title, list, end] of [["Viện dẫn", work.cites, "cited"], ["Được viện dẫn bởi", work.citedBy, "citing"]]) {
    parts.push(make("h3", {}, `${title} (${number.format(list.length)})`));
    const items = make("ul");
    fill(items, list, (arrow) => make("li", {}, relation(arrow), workButton(arrow[end]), quotes(arrow.said.slice(0, 3)), arrow.said.length > 3 ? all(arrow) : null));
    parts.push(list.length ? items : make("p", {}, "Không có."));
  }
  return parts;
}

function aboutArrow(arrow) {
  const parts = [make("h2", {}, relation(arrow))];
  parts.push(facts([["Từ", workButton(arrow.citing)], ["Tới", workButton(arrow.cited)]]));
  parts.push(make("h3", {}, `Câu chữ viện dẫn (${arrow.said.length})`), ...arrow.said.map((one) => aboutCitation(one)));
  const others = graph.arrows.filter((one) => one !== arrow && one.citing === arrow.citing && one.cited === arrow.cited);
  if (others.length) parts.push(make("h3", {}, "Quan hệ khác giữa hai văn bản"), make("ul", {}, ...others.map((one) => make("li", {}, relation(one), all(one), quotes(one.said)))));
  return parts;
}

function aboutCitation(one) {
  const teller = one.nested && one.said_by !== null ? graph.works[one.said_by] : null;
  return make("div", {}, make("blockquote", {}, one.quote || "(không có trích dẫn)"), facts([["Dạng", one.form], ["Nối nhờ", one.resolved_by], ["Theo lời", teller ? workButton(teller) : ""]]));
}

const relation = (arrow) => make("span", { class: "relation" }, sign(relationLook(arrow.relation)), ` ${graph.relations[arrow.relation].title}${arrow.nested ? " (gián tiếp)" : ""}`);
const relationLook = (name) => ({ line: graph.relations[name].color, dash: graph.relations[name].dash, width: graph.relations[name].width + 0.5 });
const all = (arrow) => make("button", { type: "button", onclick: () => chooseArrow(arrow, true) }, arrow.said.length > 1 ? `Xem cả ${arrow.said.length} lần viện dẫn` : "Xem viện dẫn");
const quotes = (said) => make("div", {}, ...said.map((one) => make("blockquote", {}, one.quote)));

// --- search, filters, missing documents --------------------------------------------------------------------------------

function search(query) {
  shown.query = query.trim();
  const found = seek(shown.query);
  part("found").hidden = !shown.query;
  part("found-count").textContent = found.length ? `${number.format(found.length)} văn bản` : "Không tìm thấy văn bản nào.";
  fill(part("found-list"), found, (work) => make("li", {}, workButton(work), make("small", {}, [work.issuer, work.number ? work.title : ""].filter(Boolean).join(" · "))));
  applyFocus();
  remember();
  redraw();
}

function filters(id, kind, rows) {
  for (const [value, title, count, mark] of rows) {
    const box = make("input", { type: "checkbox", value: `${kind}:${value}` });
    box.addEventListener("change", () => {
      shown.hidden[box.checked ? "delete" : "add"](box.value);
      syncFilters();
      showDetail();
      remember();
      redraw();
    });
    part(id).append(make("label", {}, box, mark, make("span", {}, title), make("small", {}, number.format(count))));
  }
}

function syncFilters() {
  for (const box of document.querySelectorAll("fieldset input")) box.checked = !shown.hidden.has(box.value);
  applyFilters();
  const works = graph.works.filter((work) => work.seen).length, seen = graph.arrows.filter((arrow) => arrow.seen).reduce((sum, arrow) => sum + arrow.said.length, 0);
  const all = (some, total) => (some === total ? number.format(total) : `${number.format(some)}/${number.format(total)}`);
  part("count").textContent = `${all(works, graph.works.length)} văn bản, ${all(seen, graph.citations.length)} lần viện dẫn`;
}

const count = (list, is) => list.reduce((sum, one) => sum + (is(one) ? 1 : 0), 0);
filters("relations", "relation", Object.entries(graph.relations).map(([name, one]) => [name, one.title, count(graph.citations, (row) => row.relation === name), sign(relationLook(name))]));
const hearsay = count(graph.citations, (row) => row.nested);
if (hearsay) filters("relations", "relation", [["nested", "gián tiếp (văn bản khác kể lại)", hearsay, sign({ line: "#444", dash: [1, 4], width: 1.6 })]]);
filters("levels", "level", graph.bands.map((band) => [band.level, graph.levels[band.level], count(graph.works, (work) => work.level === band.level)]));
filters("states", "state", Object.keys(LOOKS).map((state) => [state, graph.states[state], count(graph.works, (work) => work.state === state), sign({ rect: true, ...LOOKS[state] })]));
part("missing").querySelector("summary").textContent = `Văn bản còn thiếu (${number.format(graph.missing.length)})`;
fill(part("missing").querySelector("ol"), graph.missing, ([work, citers]) => make("li", {}, workButton(graph.works[work]), make("small", {}, `${number.format(citers)} văn bản viện dẫn`, graph.works[work].number && graph.works[work].title ? ` · ${graph.works[work].title}` : "")));
part("query").addEventListener("input", (event) => search(event.target.value));

// --- pointer and keyboard ----------------------------------------------------------------------------------------------

const touches = new Map();
let moved = 0, spread = 0;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  touches.set(event.pointerId, [event.offsetX, event.offsetY]);
  moved = spread = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const before = touches.get(event.pointerId);
  if (!before) return hover(event.offsetX, event.offsetY);
  touches.set(event.pointerId, [event.offsetX, event.offsetY]);
  if (touches.size === 2) {  // two fingers
    const [[x0, y0], [x1, y1]] = [...touches.values()], wide = Math.hypot(x1 - x0, y1 - y0);
    if (spread) zoom(wide / spread, (x0 + x1) / 2, (y0 + y1) / 2);
    spread = wide;
    moved = 99;
    return;
  }
  const dx = event.offsetX - before[0], dy = event.offsetY - before[1];
  moved += Math.abs(dx) + Math.abs(dy);
  if (moved < 4) return;
  view.x += dx;
  view.y += dy;
  canvas.classList.add("moving");
  part("tip").hidden = true;
  move();
});
for (const kind of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(kind, (event) => {
    touches.delete(event.pointerId);
    canvas.classList.remove("moving");
    if (kind !== "pointerup" || moved >= 4) return;
    const work = workAt(event.offsetX, event.offsetY), arrow = work ? null : arrowAt(event.offsetX, event.offsetY);
    if (work) chooseWork(work, false);
    else if (arrow) chooseArrow(arrow);
    else if (shown.work || shown.arrow) chooseNothing();
  });
}
canvas.addEventListener("pointerleave", () => { part("tip").hidden = true; shown.hover = null; redraw(); });
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX, event.offsetY);
}, { passive: false });

function hover(x, y) {
  const work = workAt(x, y), arrow = work ? null : arrowAt(x, y), tip = part("tip");
  canvas.classList.toggle("over", Boolean(work || arrow));
  if (shown.hover !== work) { shown.hover = work; redraw(); }
  tip.hidden = !work && !arrow;
  if (tip.hidden) return;
  tip.textContent = work ? [fullName(work), work.issuer, work.number ? work.title : ""].filter(Boolean).join(" · ") : `${arrow.citing.name} ${graph.relations[arrow.relation].title} ${arrow.cited.name}`;
  tip.style.left = `${Math.max(4, Math.min(x + 14, canvas.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > canvas.clientHeight ? y - tip.offsetHeight - 10 : y + 18}px`;
}

// The nearest work in a direction: what stands straight that way before what stands aside.
function neighbour(dx, dy) {
  const from = shown.work || { x: (canvas.clientWidth / 2 - view.x) / view.scale, y: (canvas.clientHeight / 2 - view.y) / view.scale };
  let best = null, least = Infinity;
  for (const work of graph.works) {
    const along = (work.x - from.x) * dx + (work.y - from.y) * dy, aside = Math.abs((work.x - from.x) * dy) + Math.abs((work.y - from.y) * dx);
    if (!work.seen || work === shown.work || (shown.work && along <= 0)) continue;
    const far = shown.work ? along + 3 * aside : Math.hypot(along, aside);
    if (far < least) { least = far; best = work; }
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) { const next = neighbour(...ARROWS[event.key]); if (next) chooseWork(next); }
  else if (event.key === "Enter" && !part("detail").hidden) part("detail").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fitAll();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (shown.work || shown.arrow)) { chooseNothing(); canvas.focus(); }
  else if (event.key === "/" && event.target !== part("query")) { event.preventDefault(); part("query").focus(); }
});
part("zoom").addEventListener("click", (event) => ({ in: () => zoom(1.3), out: () => zoom(0.77), all: fitAll })[event.target.dataset.zoom]?.());

// --- the address: #node=…  #from=…&to=…  &q=…  &hide=relation:mentions,level:commune --------------------------------------

function remember() {
  const address = new URLSearchParams();
  if (shown.work) address.set("node", shown.work.id);
  if (shown.arrow) { address.set("from", shown.arrow.citing.id); address.set("to", shown.arrow.cited.id); address.set("as", shown.arrow.relation); }
  if (shown.query) address.set("q", shown.query);
  if (shown.hidden.size) address.set("hide", [...shown.hidden].sort().join(","));
  history.replaceState(null, "", `#${address}`);
}

function recall() {
  const address = new URLSearchParams(location.hash.slice(1));
  const work = byId.get(address.get("node"));
  const arrow = graph.arrows.find((one) => one.citing.id === address.get("from") && one.cited.id === address.get("to") && (!address.has("as") || one.relation === address.get("as")));
  shown.hidden = new Set((address.get("hide") || "").split(",").filter(Boolean));
  syncFilters();
  part("query").value = address.get("q") || "";
  search(part("query").value);
  if (work) chooseWork(work);
  else if (arrow) chooseArrow(arrow, true);
  else chooseNothing();
}

new ResizeObserver(redraw).observe(canvas);
window.addEventListener("hashchange", recall);
fitAll();
const address = location.hash;
if (address) recall();
else syncFilters();
document.documentElement.dataset.ready = "yes";
