// The graph as it stands in the page, and what of it is chosen, sought and filtered.
// Reads the JSON of the element `data`. Text of documents is only ever set as text, never as markup.
"use strict";
const graph = JSON.parse(document.getElementById("data").textContent);
const shown = { work: null, arrow: null, hover: null, query: "", works: null, hidden: new Set() };

const byId = new Map(graph.works.map((work) => [work.id, work]));
const arrows = new Map();
const abreast = new Map();
for (const work of graph.works) Object.assign(work, { cites: [], citedBy: [], seen: true });
for (const citation of graph.citations) {
  const citing = graph.works[citation.citing], cited = graph.works[citation.cited];
  const pair = `${citation.citing} ${citation.cited}`, key = `${pair} ${citation.relation} ${citation.nested}`;
  if (!arrows.has(key)) {
    const nth = abreast.get(pair) || 0;
    abreast.set(pair, nth + 1);
    const arrow = { citing, cited, relation: citation.relation, nested: citation.nested, nth, said: [], seen: true };
    arrows.set(key, arrow);
    citing.cites.push(arrow);
    if (citing !== cited) cited.citedBy.push(arrow);
  }
  arrows.get(key).said.push(citation);
}
graph.arrows = [...arrows.values()];
const strength = Object.keys(graph.relations);  // the strongest relation first
for (const work of graph.works) for (const list of [work.cites, work.citedBy]) list.sort((one, other) => strength.indexOf(one.relation) - strength.indexOf(other.relation));

// --- search ------------------------------------------------------------------------------------------------------------

// Without case, and with the tone of a syllable at its end, so that "hoà" is "hòa"; `plain` without any mark, and d for đ.
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g, MARKS = /[\u0300-\u036f]/g;
const toned = (text) => text.toLowerCase().normalize("NFD").replace(/[\p{L}\p{M}]+/gu, (word) => word.replace(TONE, "") + (word.match(TONE) || []).join(""));
const plain = (text) => text.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/đ/g, "d");
for (const work of graph.works) {
  const words = [work.name, work.type, work.title, work.issuer, work.day].filter(Boolean).join(" ");
  work.toned = toned(words);
  work.plain = plain(words);
}

// Every word of the query stands in the work; a word with marks is sought with them, one without in words with and without.
function seek(query) {
  const words = query.split(/\s+/).filter(Boolean).map((word) => (plain(word) === word.toLowerCase() ? [plain(word), "plain"] : [toned(word), "toned"]));
  return words.length ? graph.works.filter((work) => words.every(([word, key]) => work[key].includes(word))) : [];
}

// --- filters -----------------------------------------------------------------------------------------------------------

function applyFilters() {
  const off = (kind, value) => shown.hidden.has(`${kind}:${value}`);
  for (const work of graph.works) work.seen = !off("level", work.level) && !off("state", work.state);
  for (const arrow of graph.arrows) {
    arrow.seen = arrow.citing.seen && arrow.cited.seen && !off("relation", arrow.relation) && !(arrow.nested && off("relation", "nested"));
  }
  if (shown.work && !shown.work.seen) shown.work = null;
  if (shown.arrow && !shown.arrow.seen) shown.arrow = null;
  applyFocus();
}

// What stands out: a work and its neighbours, the ends of an arrow, or what was found; `null` where nothing was asked.
function applyFocus() {
  if (shown.work) {
    const near = (list, end) => list.filter((arrow) => arrow.seen).map((arrow) => arrow[end]);
    shown.works = new Set([shown.work, ...near(shown.work.cites, "cited"), ...near(shown.work.citedBy, "citing")]);
  } else if (shown.arrow) {
    shown.works = new Set([shown.arrow.citing, shown.arrow.cited]);
  } else {
    shown.works = shown.query ? new Set(seek(shown.query)) : null;
  }
}

function isBright(one) {
  if (!shown.works) return true;
  if (!one.citing) return shown.works.has(one);
  if (shown.arrow) return one === shown.arrow;
  return shown.work ? one.citing === shown.work || one.cited === shown.work : shown.works.has(one.citing) && shown.works.has(one.cited);
}
