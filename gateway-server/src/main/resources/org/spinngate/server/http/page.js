"use strict";

// Asks the server every two seconds and shows what it says. Texts of strangers get into the page as
// text only: nothing here makes elements out of them.

const EVERY_MILLIS = 2000;
const PATIENCE_MILLIS = 5000;
const MOST_ROWS = 200;
const MANY_BOARDS = 60;
const CROWD_OF_BOARDS = 300;
const SVG = "http://www.w3.org/2000/svg";

// Every state has a shape, so that nobody depends on colours.
const STATES = [
  ["in-use", "●"],
  ["booted", "✔"],
  ["booting", "◔"],
  ["unbooted", "○"],
  ["powering", "↻"],
  ["off", "◌"],
  ["failed", "▲"],
  ["unreachable", "✖"],
  ["disabled", "⊘"],
  ["unknown", "?"],
];
const SHAPES = new Map(STATES);

const COLUMNS = [
  { title: "session", key: row => row.session },
  { title: "user", key: row => row.user },
  { title: "board", key: row => row.board },
  { title: "state", key: row => row.state },
  { title: "peer", key: row => row.peer },
  { title: "path", key: row => row.path },
  { title: "flows", key: row => row.flows, number: true },
  { title: "to board", key: row => row.toBoardDatagrams, text: row => both(row.toBoardDatagrams, row.toBoardBytes), number: true },
  { title: "to client", key: row => row.toClientDatagrams, text: row => both(row.toClientDatagrams, row.toClientBytes), number: true },
  { title: "RTT", key: row => row.rttMillis ?? -1, text: row => roundTrip(row.rttMillis), number: true },
  { title: "drops", key: row => row.dropped, number: true },
  { title: "age", key: row => row.ageSeconds, text: row => age(row.ageSeconds), number: true },
];

// Only of one of several gateways. Of the sessions of others little is known here.
const GATEWAY = { title: "gateway", key: row => row.gateway };
const columns = () => state?.gateway === undefined ? COLUMNS : [...COLUMNS, GATEWAY];

let state = null;
let answeredAt = null;
let onlyState = null;
let order = { column: 11, down: true };

const byId = id => document.getElementById(id);

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) {
    element.textContent = text;
  }
  if (className) {
    element.className = className;
  }
  return element;
}

function amount(number) {
  const units = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];
  for (const [size, unit] of units) {
    if (number >= size) {
      return (number / size).toFixed(1) + unit;
    }
  }
  return String(Math.round(number));
}

const both = (datagrams, bytes) => amount(datagrams) + " / " + amount(bytes) + "B";

const roundTrip = millis => millis == null ? "–" : millis < 1 ? "<1 ms" : Math.round(millis) + " ms";

function age(seconds) {
  const two = number => String(number).padStart(2, "0");
  return two(Math.floor(seconds / 3600)) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
}

// --- boards ---

function shapeOf(word) {
  const mark = make("span", SHAPES.get(word) ?? "?", "mark");
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

const classOf = word => SHAPES.has(word) ? word : "unknown";

function holderOf(board) {
  return board.holder === null ? "" : board.holder.user + (board.waiting > 0 ? ", " + board.waiting + " waiting" : "");
}

function matches(board, words) {
  const texts = [board.board, board.state, board.words, holderOf(board), board.comment];
  return texts.join(" ").toLowerCase().includes(words);
}

function detailOf(board) {
  const far = board.gateway && board.gateway !== state.gateway ? "at " + board.gateway : "";
  return [holderOf(board), far, board.state === "booted" ? "" : board.detail].filter(Boolean).join(" · ");
}

function showBoard(board) {
  const card = make("div", undefined, "board " + classOf(board.state));
  const name = make("span", undefined, "name");
  name.append(shapeOf(board.state), board.board);
  card.append(
    name,
    make("span", board.words, "state"),
    make("span", detailOf(board), "more detail"),
    make("span", board.comment, "more comment"));
  card.title = [board.board, board.words, board.detail, holderOf(board), board.comment, board.address, board.gateway].filter(Boolean).join("\n");
  return card;
}

function showBoards(words) {
  const shown = state.boards.filter(board =>
    (onlyState === null || classOf(board.state) === onlyState) && matches(board, words));
  const grid = byId("boards");
  grid.className = shown.length >= CROWD_OF_BOARDS ? "crowd" : shown.length >= MANY_BOARDS ? "many" : "";
  grid.replaceChildren(...shown.map(showBoard));
  byId("boards-shown").textContent = shown.length === state.boards.length
    ? String(shown.length) : "showing " + shown.length + " of " + state.boards.length;
}

function showLegend() {
  const counts = new Map();
  for (const board of state.boards) {
    counts.set(classOf(board.state), (counts.get(classOf(board.state)) ?? 0) + 1);
  }
  const legend = byId("legend");
  const focused = legend.contains(document.activeElement) ? document.activeElement.dataset.state : null;
  legend.replaceChildren(...STATES.map(([word]) => {
    const button = make("button", undefined, word);
    button.type = "button";
    button.dataset.state = word;
    button.append(shapeOf(word), word.replace("-", " ") + " " + (counts.get(word) ?? 0));
    button.setAttribute("aria-pressed", String(onlyState === word));
    button.disabled = !counts.has(word) && onlyState !== word;
    button.addEventListener("click", () => {
      onlyState = onlyState === word ? null : word;
      show();
    });
    return button;
  }));
  legend.querySelector("[data-state='" + focused + "']")?.focus();
}

// --- sessions ---

function compare(one, other) {
  const column = columns()[order.column];
  const [left, right] = [column.key(one), column.key(other)];
  const result = column.number
    ? (left ?? -1) - (right ?? -1) : String(left ?? "").localeCompare(String(right ?? ""));
  return order.down ? -result : result;
}

function showRow(row) {
  const line = make("tr");
  for (const column of columns()) {
    const known = column.key(row) !== undefined;
    const cell = make("td", known ? String((column.text ?? column.key)(row)) : "–", column.number ? "number" : "");
    if (column.title === "state" && row.state === "detached") {
      cell.classList.add("detached");
    }
    if (column.title === "drops" && known) {
      cell.title = Object.entries(row.drops).map(([reason, count]) => count + " " + reason).join("\n");
    }
    line.append(cell);
  }
  return line;
}

function showSessions(words) {
  const found = state.sessions.filter(row =>
    [row.session, row.user, row.board, row.state, row.peer, row.gateway].join(" ").toLowerCase().includes(words));
  const rows = found.sort(compare).slice(0, MOST_ROWS).map(showRow);
  if (rows.length === 0) {
    const cell = make("td", words === "" ? "nobody is here" : "no session matches", "empty");
    cell.colSpan = columns().length;
    const line = make("tr");
    line.append(cell);
    rows.push(line);
  }
  byId("sessions").replaceChildren(...rows);
  const shown = Math.min(found.length, MOST_ROWS);
  const total = state.sessionCount;
  byId("sessions-shown").textContent = shown === total
    ? String(total) : "showing " + shown.toLocaleString("en") + " of " + total.toLocaleString("en");
}

function showColumns() {
  byId("columns").replaceChildren(...columns().map((column, index) => {
    const head = make("th", undefined, column.number ? "number" : "");
    const sorted = order.column === index;
    const button = make("button", column.title + (sorted ? (order.down ? " ▼" : " ▲") : ""));
    button.type = "button";
    button.addEventListener("click", () => {
      order = { column: index, down: sorted ? !order.down : Boolean(column.number) };
      showColumns();
      show();
      byId("columns").children[index].firstChild.focus();
    });
    if (sorted) {
      head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    }
    head.append(button);
    return head;
  }));
}

// --- numbers and charts ---

function chart(id, values, room) {
  const drawing = byId(id);
  drawing.setAttribute("viewBox", "0 0 " + (room - 1) + " 30");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  const top = Math.max(1, ...values);
  const first = room - values.length;
  const points = values.map((value, index) => (first + index) + "," + (29 - 28 * value / top).toFixed(1));
  const line = document.createElementNS(SVG, "polyline");
  line.setAttribute("points", points.join(" "));
  const area = document.createElementNS(SVG, "path");
  if (points.length > 0) {
    area.setAttribute("d", "M" + first + ",30 L" + points.join(" L") + " L" + (room - 1) + ",30 Z");
  }
  drawing.replaceChildren(area, line);
}

function showNumbers() {
  const history = state.history;
  const rates = [["to-board", history.toBoard], ["to-client", history.toClient], ["dropped", history.dropped]];
  for (const [id, values] of rates) {
    const last = values.length > 0 ? values[values.length - 1] / history.stepSeconds : 0;
    byId(id).textContent = amount(last);
    chart("chart-" + id, values, history.points);
  }
  chart("chart-sessions", history.sessions, history.points);
  byId("session-total").textContent = state.sessionCount.toLocaleString("en");
  const held = state.boards.filter(board => board.holder !== null).length;
  byId("in-use").textContent = held.toLocaleString("en") + " of " + state.boards.length.toLocaleString("en");
}

function showHealth() {
  const ready = byId("ready");
  const health = state.health;
  ready.textContent = health.ready ? "✔ ready" : "✖ not ready";
  ready.className = "badge " + (health.ready ? "good" : "bad");
  const failed = health.checks.filter(check => !check.ok);
  byId("checks").hidden = failed.length === 0;
  byId("checks").replaceChildren(...failed.map(check => make("li", check.name + ": " + check.detail)));
  byId("version").textContent = state.version;
  byId("clock").textContent = state.now.slice(0, 19).replace("T", " ") + " UTC";
}

// --- asking ---

function show() {
  if (state !== null) {
    const words = byId("filter").value.trim().toLowerCase();
    showHealth();
    showNumbers();
    showLegend();
    showBoards(words);
    if (byId("columns").children.length !== columns().length) {
      showColumns();
    }
    showSessions(words);
  }
}

function showSilence(reason) {
  const ready = byId("ready");
  ready.textContent = "✖ no answer";
  ready.className = "badge bad";
  const since = answeredAt === null ? "" : " What you see is from " + answeredAt.toLocaleTimeString() + ".";
  byId("silent").textContent = "The server does not answer (" + reason + ")." + since;
  byId("silent").hidden = false;
}

async function ask() {
  try {
    const answer = await fetch("/api/state", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    if (!answer.ok) {
      throw new Error("it says " + answer.status);
    }
    state = await answer.json();
    answeredAt = new Date();
    byId("silent").hidden = true;
    show();
  } catch (error) {
    showSilence(error.message);
  }
  setTimeout(ask, EVERY_MILLIS);
}

byId("filter").addEventListener("input", show);
showColumns();
ask();
