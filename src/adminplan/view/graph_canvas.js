// What is seen of the graph: the part of the plane in view, drawn on a canvas; what lies under the pointer.
// Reads `graph` (works, arrows, columns, bands) and `shown` (what is chosen, filtered, sought), both made in graph_page.js.
const canvas = document.getElementById("graph");
const screen = canvas.getContext("2d");
const layer = document.createElement("canvas");  // the arrows alone, as they were last drawn at rest
let pen = screen;
const [BOX, HIGH] = graph.size;
const LOOKS = {
  parsed: { fill: "#e3eefa", line: "#0b4f8a", dash: [] },
  cited: { fill: "#ffffff", line: "#a34a16", dash: [6, 4] },
  ambiguous: { fill: "#fff8dc", line: "#6b5200", dash: [2, 3] },
};
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const MARGIN = { left: 96, top: 26 };
const view = { scale: 1, x: 0, y: 0 };  // screen = world * scale + (x, y)
const MANY = 1500, REST = 140;  // arrows in view that are drawn afresh only at rest; ms without moving
let waiting = false, movedAt = -REST, kept = null, restTimer = 0;

// --- where the arrows run: worked out once -----------------------------------------------------------------------------

for (const arrow of graph.arrows) {
  const a = arrow.citing, b = arrow.cited, shift = 9 * (arrow.nth % 2 ? (arrow.nth + 1) / 2 : -arrow.nth / 2);
  const ax = a.x + BOX / 2 + shift, bx = b.x + BOX / 2 + shift;
  if (a === b) {  // a work of which somebody says that it cites itself
    arrow.curve = [a.x + BOX, a.y + 10, a.x + BOX + 40, a.y - 14, a.x + BOX + 40, a.y + HIGH + 14, a.x + BOX, a.y + HIGH - 10];
  } else if (b.y + HIGH <= a.y || b.y >= a.y + HIGH) {
    const up = b.y < a.y, ay = up ? a.y : a.y + HIGH, by = up ? b.y + HIGH : b.y, bend = (by - ay) / 2;
    arrow.curve = [ax, ay, ax, ay + bend, bx, by - bend, bx, by];
  } else {
    const right = b.x > a.x, from = right ? a.x + BOX : a.x, to = right ? b.x : b.x + BOX, bend = (to - from) / 2;
    const rise = Math.abs(to - from) > BOX ? HIGH : 0;  // over the boxes between them
    arrow.curve = [from, a.y + HIGH / 2 + shift, from + bend, a.y + HIGH / 2 + shift - rise, to - bend, b.y + HIGH / 2 + shift - rise, to, b.y + HIGH / 2 + shift];
  }
  const xs = arrow.curve.filter((_, index) => index % 2 === 0), ys = arrow.curve.filter((_, index) => index % 2);
  arrow.bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function point(curve, t) {
  const u = 1 - t, w = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [0, 1].map((axis) => w[0] * curve[axis] + w[1] * curve[2 + axis] + w[2] * curve[4 + axis] + w[3] * curve[6 + axis]);
}

// --- drawing -----------------------------------------------------------------------------------------------------------

function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; draw(); });
}

// The view moves: what is slow to draw follows as a picture, and is drawn afresh once it rests.
function move() {
  movedAt = performance.now();
  clearTimeout(restTimer);
  restTimer = setTimeout(redraw, REST + 10);
  redraw();
}

function draw() {
  const width = canvas.clientWidth, height = canvas.clientHeight, dots = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * dots) || canvas.height !== Math.round(height * dots)) {
    canvas.width = Math.round(width * dots);
    canvas.height = Math.round(height * dots);
  }
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  drawBands(width, height);
  const left = -view.x / view.scale, top = -view.y / view.scale, right = left + width / view.scale, bottom = top + height / view.scale;
  const inView = ([x0, y0, x1, y1]) => x1 >= left && x0 <= right && y1 >= top && y0 <= bottom;
  const arrows = graph.arrows.filter((arrow) => arrow.seen && inView(arrow.bounds));
  const place = () => pen.setTransform(dots * view.scale, 0, 0, dots * view.scale, dots * view.x, dots * view.y);
  if (arrows.length < MANY) {
    kept = null;
    place();
    drawArrows(arrows);
  } else {
    if (!kept || performance.now() - movedAt >= REST) {
      kept = { ...view };
      layer.width = canvas.width;
      layer.height = canvas.height;
      pen = layer.getContext("2d");
      place();
      drawArrows(arrows);
      pen = screen;
    }
    const grown = view.scale / kept.scale;
    pen.setTransform(grown, 0, 0, grown, dots * (view.x - kept.x * grown), dots * (view.y - kept.y * grown));
    pen.drawImage(layer, 0, 0);
  }
  place();
  const works = graph.works.filter((work) => work.seen && inView([work.x, work.y, work.x + BOX, work.y + HIGH]));
  drawBoxes(works);
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  drawTitles(works);
  drawHeads(width, height);
}

function drawBands(width, height) {
  graph.bands.forEach((band, index) => {
    pen.fillStyle = index % 2 ? "#f1f4f7" : "#f8fafb";
    pen.fillRect(0, band.y * view.scale + view.y, width, band.height * view.scale);
  });
  pen.strokeStyle = "#e3e8ee";
  pen.lineWidth = 1;
  pen.beginPath();
  for (const column of graph.columns) {
    const x = Math.round(column.x * view.scale + view.x) + 0.5;
    if (x > 0 && x < width) { pen.moveTo(x, 0); pen.lineTo(x, height); }
  }
  pen.stroke();
}

function drawArrows(arrows) {
  const busy = arrows.length >= MANY, thin = 1 / Math.max(view.scale, 0.35), heads = view.scale > 0.3 && !busy;
  const bright = shown.works || shown.arrow;
  for (const strong of bright ? [false, true] : [null]) {
    for (const [name, relation] of Object.entries(graph.relations)) {
      const those = arrows.filter((arrow) => arrow.relation === name && (strong === null || isBright(arrow) === strong));
      if (!those.length) continue;
      pen.globalAlpha = strong === null ? (busy ? 0.16 : 0.75) : strong ? 1 : (busy ? 0.05 : 0.14);
      pen.strokeStyle = pen.fillStyle = relation.color;
      pen.lineWidth = thin * (strong ? 2 : relation.width);
      for (const hearsay of [false, true]) {
        const same = those.filter((arrow) => arrow.nested === hearsay);
        pen.setLineDash(busy && !strong ? [] : (hearsay ? [1, 5] : relation.dash).map((length) => length * thin));
        pen.beginPath();
        for (const { curve } of same) {
          pen.moveTo(curve[0], curve[1]);
          pen.bezierCurveTo(...curve.slice(2));
        }
        pen.stroke();
      }
      pen.setLineDash([]);
      if (heads || strong) {
        pen.beginPath();
        for (const arrow of those) arrowHead(arrow.curve, 8 * thin);
        pen.fill();
      }
    }
  }
  if (shown.arrow) {
    pen.globalAlpha = 0.25;
    pen.lineWidth = 9 * thin;
    pen.strokeStyle = graph.relations[shown.arrow.relation].color;
    pen.beginPath();
    pen.moveTo(shown.arrow.curve[0], shown.arrow.curve[1]);
    pen.bezierCurveTo(...shown.arrow.curve.slice(2));
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function arrowHead(curve, size) {
  const [x, y] = curve.slice(6), [fromX, fromY] = point(curve, 0.94), turn = Math.atan2(y - fromY, x - fromX);
  pen.moveTo(x, y);
  pen.lineTo(x - size * Math.cos(turn - 0.4), y - size * Math.sin(turn - 0.4));
  pen.lineTo(x - size * Math.cos(turn + 0.4), y - size * Math.sin(turn + 0.4));
}

function drawBoxes(works) {
  const thin = 1 / Math.max(view.scale, 0.35);
  for (const [state, look] of Object.entries(LOOKS)) {
    for (const bright of [false, true]) {
      const those = works.filter((work) => work.state === state && isBright(work) === bright);
      if (!those.length) continue;
      pen.globalAlpha = bright ? 1 : 0.25;
      pen.fillStyle = look.fill;
      pen.strokeStyle = look.line;
      pen.lineWidth = 1.4 * thin;
      pen.setLineDash(works.length > 800 ? [] : look.dash.map((length) => length * thin));
      pen.beginPath();
      for (const work of those) pen.rect(work.x, work.y, BOX, HIGH);
      pen.fill();
      pen.stroke();
    }
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  for (const work of works) {
    if (work !== shown.work && work !== shown.hover && !(shown.query && shown.works.has(work))) continue;
    pen.strokeStyle = work === shown.work ? "#c44e00" : "#1a1a1a";
    pen.lineWidth = (work === shown.work ? 3.5 : 2) * thin;
    pen.strokeRect(work.x - 2 * thin, work.y - 2 * thin, BOX + 4 * thin, HIGH + 4 * thin);
  }
}

function drawTitles(works) {
  const size = Math.max(9.5, Math.min(12 * view.scale, 22)), box = BOX * view.scale, high = HIGH * view.scale;
  if (box < 46 || high < 11) return;
  const lines = high >= 2.4 * size ? 2 : 1;
  pen.textBaseline = "middle";
  for (const work of works) {
    pen.globalAlpha = isBright(work) ? 1 : 0.3;
    const x = work.x * view.scale + view.x + 0.035 * box, y = work.y * view.scale + view.y;
    write(work.name, `600 ${size}px ${FONT}`, x, y + high * (lines === 2 ? 0.3 : 0.5), 0.93 * box, "#111");
    if (lines === 2) write(work.under, `${size * 0.92}px ${FONT}`, x, y + high * 0.7, 0.93 * box, "#3d4852");
  }
  pen.globalAlpha = 1;
}

const widths = new Map();
function write(text, font, x, y, room, color) {
  pen.font = font;
  pen.fillStyle = color;
  const bold = font.startsWith("600"), key = (bold ? "b" : "r") + text;
  const size = parseFloat(bold ? font.slice(4) : font);
  if (!widths.has(key)) widths.set(key, pen.measureText(text).width / size);
  const full = widths.get(key) * size;
  pen.fillText(full <= room ? text : text.slice(0, Math.max(1, Math.floor((text.length * (room - size)) / full))) + "…", x, y);
}

function drawHeads(width, height) {
  pen.textBaseline = "middle";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, MARGIN.top);
  pen.fillRect(0, 0, MARGIN.left, height);
  pen.fillStyle = "#3d4852";
  pen.font = `600 11px ${FONT}`;
  let free = MARGIN.left;
  for (const column of graph.columns) {
    const start = column.x * view.scale + view.x, end = start + column.width * view.scale, x = Math.max(start + 4, MARGIN.left + 4);
    const full = pen.measureText(column.title).width, title = x + full > end ? column.title.replace(/ – .*/, " –") : column.title;
    if (x < free || x > width || end < x + 12) continue;
    pen.fillText(title, x, MARGIN.top / 2);
    free = x + pen.measureText(title).width + 4;
  }
  pen.font = `600 12px ${FONT}`;
  for (const band of graph.bands) {
    const top = Math.max(band.y * view.scale + view.y, MARGIN.top), end = (band.y + band.height) * view.scale + view.y;
    if (end - top > 16) pen.fillText(graph.levels[band.level], 8, Math.min((top + end) / 2, Math.max(top + 40, (top + Math.min(end, height)) / 2)));
  }
}

// --- moving, and what is under the pointer -----------------------------------------------------------------------------

function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.min(3, Math.max(Math.min(fitting() * 0.7, 0.3), view.scale * factor));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  move();
}

function fitting() {
  return Math.min((canvas.clientWidth - MARGIN.left) / (graph.width || 1), (canvas.clientHeight - MARGIN.top) / (graph.height || 1), 1.2);
}

function fitAll() {
  view.scale = fitting();
  view.x = MARGIN.left + (canvas.clientWidth - MARGIN.left - graph.width * view.scale) / 2;
  view.y = MARGIN.top + (canvas.clientHeight - MARGIN.top - graph.height * view.scale) / 2;
  redraw();
}

// All of these works, if that leaves them readable; else the first of them in the middle.
function bringToView(works) {
  const [first] = works, width = canvas.clientWidth - MARGIN.left, height = canvas.clientHeight - MARGIN.top;
  const span = (axis, size) => [Math.min(...works.map((work) => work[axis])) - 30, Math.max(...works.map((work) => work[axis])) + size + 30];
  let [[x0, x1], [y0, y1]] = [span("x", BOX), span("y", HIGH)];
  const inside = x0 * view.scale + view.x >= MARGIN.left && x1 * view.scale + view.x <= width + MARGIN.left && y0 * view.scale + view.y >= MARGIN.top && y1 * view.scale + view.y <= height + MARGIN.top;
  if (inside && view.scale >= 0.4) return redraw();
  const whole = Math.min(width / (x1 - x0), height / (y1 - y0));
  if (whole < 0.4) [x0, x1, y0, y1] = [first.x, first.x + BOX, first.y, first.y + HIGH];
  view.scale = whole < 0.4 ? 0.6 : Math.min(whole, 1);
  view.x = MARGIN.left + width / 2 - ((x0 + x1) / 2) * view.scale;
  view.y = MARGIN.top + height / 2 - ((y0 + y1) / 2) * view.scale;
  movedAt = -REST;
  redraw();
}

function workAt(x, y) {
  const wx = (x - view.x) / view.scale, wy = (y - view.y) / view.scale;
  return graph.works.find((work) => work.seen && wx >= work.x && wx <= work.x + BOX && wy >= work.y && wy <= work.y + HIGH) || null;
}

function arrowAt(x, y) {
  const wx = (x - view.x) / view.scale, wy = (y - view.y) / view.scale, reach = 6 / view.scale;
  let best = null, least = reach * reach;
  for (const arrow of graph.arrows) {
    const [x0, y0, x1, y1] = arrow.bounds;
    if (!arrow.seen || wx < x0 - reach || wx > x1 + reach || wy < y0 - reach || wy > y1 + reach) continue;
    let [px, py] = point(arrow.curve, 0);
    for (let step = 1; step <= 32; step += 1) {
      const [qx, qy] = point(arrow.curve, step / 32), dx = qx - px, dy = qy - py;
      const along = Math.max(0, Math.min(1, ((wx - px) * dx + (wy - py) * dy) / (dx * dx + dy * dy || 1)));
      const off = (px + along * dx - wx) ** 2 + (py + along * dy - wy) ** 2, weight = isBright(arrow) ? off * 0.5 : off;
      if (weight < least) { least = weight; best = arrow; }
      [px, py] = [qx, qy];
    }
  }
  return best;
}
