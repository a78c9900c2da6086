"use strict";
(function () {
  const PAGE = 50;
  const ROWS = 25;
  const find = (id) => document.getElementById(id);

  // A list that shows some of what passes its filter, and says how many there are.
  function limit(items, page, count, more, noun, passes) {
    let shown = page;
    function draw() {
      let matching = 0;
      let visible = 0;
      for (const item of items()) {
        const fits = passes(item);
        matching += fits ? 1 : 0;
        const show = fits && visible < shown;
        visible += show ? 1 : 0;
        item.hidden = !show;
      }
      const nouns = matching === 1 ? noun : `${noun}s`;
      count.textContent = visible === matching
        ? `${matching} ${nouns}`
        : `${visible} of ${matching} ${nouns} are shown`;
      more.hidden = visible === matching;
    }
    more.addEventListener("click", (event) => {
      const add = event.target.dataset.add;
      if (add) {
        shown = add === "all" ? Infinity : shown + Number(add);
        draw();
      }
    });
    return { draw, reset() { shown = page; draw(); } };
  }

  function gaps() {
    const table = find("gap-table");
    if (!table) return;
    let bodies = Array.from(table.tBodies);
    const filters = { team: find("by-team"), kind: find("by-kind"), severity: find("by-severity"), words: find("by-words") };
    const texts = new Map(bodies.map((body) => [body, body.textContent.toLowerCase()]));
    const list = limit(() => bodies, PAGE, find("gap-count"), find("gap-more"), "gap", (body) => {
      const words = filters.words.value.trim().toLowerCase();
      return (!filters.team.value || body.dataset.teams.split("\n").includes(filters.team.value))
        && (!filters.kind.value || body.dataset.kind === filters.kind.value)
        && (!filters.severity.value || body.dataset.severity === filters.severity.value)
        && (!words || texts.get(body).includes(words));
    });
    for (const filter of Object.values(filters)) filter.addEventListener("input", list.reset);
    find("gap-controls").addEventListener("submit", (event) => event.preventDefault());

    function open(body, wanted) {
      const button = body.querySelector(".open");
      const isOpen = wanted === undefined ? button.getAttribute("aria-expanded") !== "true" : wanted;
      button.setAttribute("aria-expanded", String(isOpen));
      body.rows[1].hidden = !isOpen;
    }
    for (const body of bodies) {
      open(body, false);
      body.rows[0].addEventListener("click", () => open(body));
    }
    const all = find("open-all");
    all.addEventListener("click", () => {
      const wanted = all.textContent === "Open all";
      for (const body of bodies) if (!body.hidden) open(body, wanted);
      all.textContent = wanted ? "Close all" : "Open all";
    });

    const first = new Map(bodies.map((body, index) => [body, index]));
    for (const button of table.querySelectorAll("[data-sort]")) {
      button.addEventListener("click", () => {
        const head = button.closest("th");
        const key = button.dataset.sort;
        const isNumber = key === "rank" || key === "certainty";
        const before = head.getAttribute("aria-sort");
        const up = before ? before === "descending" : !isNumber;
        for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const value = (body) => (isNumber ? Number(body.dataset[key]) : body.dataset[key].toLowerCase());
        bodies = bodies.slice().sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          const order = x < y ? -1 : x > y ? 1 : 0;
          return (up ? order : -order) || first.get(a) - first.get(b);
        });
        table.append(...bodies);
        list.draw();
      });
    }
    window.addEventListener("beforeprint", () => { for (const body of bodies) if (!body.hidden) body.rows[1].hidden = false; });
    window.addEventListener("afterprint", () => {
      for (const body of bodies) body.rows[1].hidden = body.querySelector(".open").getAttribute("aria-expanded") !== "true";
    });
    list.draw();
  }

  function map() {
    const table = find("map-table");
    if (!table) return;
    const rows = Array.from(table.tBodies[0].rows);
    const words = find("map-words");
    const list = limit(() => rows, ROWS, find("map-count"), find("map-more"), "team",
      (row) => row.dataset.team.toLowerCase().includes(words.value.trim().toLowerCase()));
    words.addEventListener("input", list.reset);
    list.draw();
  }

  gaps();
  map();
})();
