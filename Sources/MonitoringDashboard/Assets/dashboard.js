"use strict";
// The page is complete without this script. It keeps the page up to date, lets one choose a range without loading it
// anew, knows some keys, and sends what the buttons say.

document.documentElement.classList.add("js");

const main = () => document.querySelector("main[data-live]");
const live = document.getElementById("live");
const ranges = ["15m", "1h", "6h", "24h"];

/* Keeping up to date */

let lastSample = 0;
let interval = 10;
let stream = null;
let isLoading = false;
let isStale = false;
let wantedRange = null;

function say(text, state) {
    if (!live || live.dataset.state === state + text) return;
    live.dataset.state = state + text;
    live.className = "live " + state;
    live.textContent = text;
}

// Puts the new parts in place of the old ones, and leaves alone what hasn't changed: what has the focus, is open or
// has been scrolled stays so.
function replaceParts(text, range) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    if (!fresh) throw new Error("no page came");
    const old = main();
    for (const part of fresh.querySelectorAll(":scope > [data-part]")) {
        const before = old.querySelector(":scope > #" + CSS.escape(part.id));
        if (!before) continue;
        const kept = keep(before);
        if (before.innerHTML === part.innerHTML && before.className === part.className) continue;
        before.className = part.className;
        before.replaceChildren(...part.childNodes);
        restore(before, kept);
    }
    old.dataset.live = fresh.dataset.live;
    old.dataset.range = range;
    document.title = fresh.dataset.title;
}

function keep(part) {
    const focus = part.contains(document.activeElement) ? document.activeElement : null;
    return {
        open: new Map([...part.querySelectorAll("details[data-keep]")].map((one) => [one.dataset.keep, one.open])),
        scrolled: [...part.querySelectorAll(".scroll")].map((element) => [element.scrollLeft, element.scrollTop]),
        focus: focus && focus !== part ? [...part.querySelectorAll("a, button, summary, .scroll")].indexOf(focus) : -1,
    };
}

function restore(part, kept) {
    for (const element of part.querySelectorAll("details[data-keep]")) {
        element.open = kept.open.get(element.dataset.keep) ?? element.open;
    }
    part.querySelectorAll(".scroll").forEach((element, index) => {
        [element.scrollLeft, element.scrollTop] = kept.scrolled[index] ?? [0, 0];
    });
    if (kept.focus >= 0) {
        part.querySelectorAll("a, button, summary, .scroll")[kept.focus]?.focus({ preventScroll: true });
    }
}

// One request at a time: what comes meanwhile is asked for once, afterwards.
async function refresh() {
    if (!main()) return;
    if (isLoading) {
        isStale = true;
        return;
    }
    isLoading = true;
    isStale = false;
    const range = wantedRange ?? main().dataset.range;
    try {
        const answer = await fetch("/dashboard/fragment?range=" + range, { signal: AbortSignal.timeout(20000) });
        if (answer.status === 401) return location.reload();
        if (!answer.ok) throw new Error("status " + answer.status);
        replaceParts(await answer.text(), range);
    } catch (error) {
        say("not up to date: " + error.message, "late");
    } finally {
        isLoading = false;
        if (isStale) refresh();
    }
}

// Browsers have few connections to one server: pages that nobody looks at must not take them all.
document.addEventListener("visibilitychange", () => {
    if (!main()) return;
    if (document.hidden) stream?.close();
    else listen();
});

function listen() {
    stream?.close();
    stream = new EventSource("/api/events?only=time");
    stream.addEventListener("snapshot", (event) => {
        const sample = JSON.parse(event.data);
        interval = sample.interval;
        lastSample = Date.now();
        say("live", "on");
        refresh();
    });
    stream.addEventListener("error", () => {
        say("connection lost, trying again", "late");
        // A refused stream isn't opened again by the browser.
        if (stream.readyState === EventSource.CLOSED) setTimeout(() => document.hidden || listen(), 30000);
    });
}

// A stream may be open and silent: then the page asks by itself, and says so.
setInterval(() => {
    if (!main() || document.hidden || Date.now() - lastSample < (interval * 3 + 5) * 1000) return;
    if (lastSample) say("no new sample for " + Math.round((Date.now() - lastSample) / 1000) + " s", "late");
    refresh();
}, 15000);

/* Ranges */

function choose(range, isNew) {
    const link = document.querySelector('[data-choose="' + range + '"]');
    if (!link) return;
    if (!main()) return location.assign(link.href);
    wantedRange = range;
    document.querySelectorAll("[data-choose]").forEach((element) => {
        if (element === link) element.setAttribute("aria-current", "true");
        else element.removeAttribute("aria-current");
    });
    if (isNew) history.pushState(null, "", "/dashboard?range=" + range + location.hash);
    refresh();
}

document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-choose]");
    if (!link || !main() || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(link.dataset.choose, true);
});

window.addEventListener("popstate", () => {
    if (!main()) return;
    const range = new URL(location.href).searchParams.get("range") ?? "1h";
    if (ranges.includes(range) && range !== (wantedRange ?? main().dataset.range)) choose(range, false);
});

/* Buttons */

document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-url]");
    if (!button) return;
    const answer = button.parentElement.querySelector("[data-answer]");
    button.disabled = true;
    try {
        const body = button.dataset.seconds ? { seconds: Number(button.dataset.seconds) } : {};
        const result = await fetch(button.dataset.url, {
            method: button.dataset.method,
            headers: { "Content-Type": "application/json" },
            body: button.dataset.method === "DELETE" ? undefined : JSON.stringify(body),
            signal: AbortSignal.timeout(30000),
        });
        answer.textContent = await outcome(result);
        if (result.ok && button.dataset.method !== "POST") await refresh();
    } catch (error) {
        answer.textContent = "It didn't work: " + error.message;
    } finally {
        button.disabled = false;
    }
});

async function outcome(result) {
    if (result.status === 204) return "Done.";
    const body = await result.json();
    if (!result.ok) return body.detail ?? "Status " + result.status;
    if (body.items.length === 0) return "No webhook is set.";
    return body.items.map((test) => test.webhook + ": " + (test.failure ?? "delivered")).join("; ");
}

/* What the lines of a chart are where the pointer is */

const reading = document.createElement("div");
reading.className = "reading";
const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
cursor.setAttribute("class", "cursor");
cursor.setAttribute("y1", "14");
cursor.setAttribute("y2", "148");

document.addEventListener("pointermove", (event) => {
    const area = event.target.closest?.(".area");
    if (area) read(area, event.clientX);
    else hideReading();
});
document.addEventListener("pointerleave", hideReading);

function hideReading() {
    reading.remove();
    cursor.remove();
}

function read(area, pointer) {
    const box = area.getBoundingClientRect();
    const share = Math.min(Math.max((pointer - box.left) / box.width, 0), 1);
    const figure = area.closest(".chart");
    const names = [...figure.querySelectorAll(".legend li")].map((item) => item.childNodes[1].textContent.trim());
    const values = [...area.querySelectorAll("path.line")].map((path) => valueAt(path, share * 1000, area.dataset));
    const rows = names.map((name, index) => name + " " + written(values[index], area.dataset));
    reading.replaceChildren(...[timeAt(share, area.dataset), ...rows].map((text) => {
        const row = document.createElement("div");
        row.textContent = text;
        return row;
    }));
    for (const end of ["x1", "x2"]) cursor.setAttribute(end, share * 100 + "%");
    area.append(cursor);
    figure.append(reading);
    const left = box.left - figure.getBoundingClientRect().left + share * box.width;
    const isRight = share > 0.5;
    reading.style.left = isRight ? "auto" : left + 12 + "px";
    reading.style.right = isRight ? figure.clientWidth - left + 12 + "px" : "auto";
}

// The nearest point of a path, unless it lies in a gap.
function valueAt(path, place, { lower, upper, height }) {
    let nearest = null;
    for (const [, x, y] of path.getAttribute("d").matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
        if (Math.abs(x - place) <= Math.abs((nearest?.x ?? Infinity) - place)) nearest = { x: Number(x), y: Number(y) };
    }
    if (!nearest || Math.abs(nearest.x - place) > 25) return null;
    return Number(lower) + (1 - nearest.y / height) * (upper - lower);
}

function timeAt(share, { start, end }) {
    const time = new Date((Number(start) + share * (end - start)) * 1000);
    const zone = document.querySelector("main").dataset.zone;
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(time);
}

function written(value, { kind, ending }) {
    if (value === null) return "–";
    const steps = {
        seconds: [[86400, "d"], [3600, "h"], [120, "min", 60], [1, "s"], [1e-3, "ms"], [1e-6, "µs"]],
        bytes: [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [1, "B"]],
        ratio: [[0, "%", 0.01]], fraction: [[0, "%", 0.01]], percent: [[0, "%", 1]],
        count: [[1e6, "M"], [1e4, "k", 1e3], [0, "", 1]],
        rate: [[0.1, "s", 1], [1e-3, "ms"], [1e-6, "µs"]],
    }[kind === "seconds" && ending ? "rate" : kind];
    const [least, unit, divisor] = steps.find(([least]) => value >= least) ?? [1, steps.at(-1)[1]];
    const number = value < 1e-9 ? 0 : Number((value / (divisor ?? least)).toPrecision(3));
    return (number + "\u00a0" + unit + ending).trim();
}

/* Keys */

const help = document.getElementById("help");
document.getElementById("help-button")?.addEventListener("click", () => help.showModal());

// From the section that has the focus, or else the one that the screen shows.
function move(by) {
    const sections = [...document.querySelectorAll("main > section")];
    const focused = document.activeElement?.closest("main > section");
    let index = focused ? sections.indexOf(focused) : -1;
    if (index < 0) {
        const top = scrollMargin() + 40;
        index = sections.findLastIndex((section) => section.getBoundingClientRect().top <= top);
        if (index < 0) index = by > 0 ? -1 : 0;
    }
    const next = sections[Math.min(Math.max(index + by, 0), sections.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ behavior: reducedMotion() ? "auto" : "smooth", block: "start" });
    history.replaceState(null, "", location.pathname + location.search + "#" + next.id);
}

const scrollMargin = () => document.querySelector("body > header")?.offsetHeight ?? 0;
const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || help?.open) return;
    const target = event.target;
    if (target.matches("input, textarea, select, [contenteditable]")) return;
    const scrolls = target.matches(".scroll") && target.scrollWidth > target.clientWidth;
    switch (event.key) {
    case "1": case "2": case "3": case "4": choose(ranges[Number(event.key) - 1], true); break;
    case "j": move(1); break;
    case "k": move(-1); break;
    case "ArrowRight": if (scrolls) return; move(1); break;
    case "ArrowLeft": if (scrolls) return; move(-1); break;
    case "g": scrollTo({ top: 0, behavior: reducedMotion() ? "auto" : "smooth" }); break;
    case "?": help?.showModal(); break;
    default: return;
    }
    event.preventDefault();
});

if (main()) listen();
