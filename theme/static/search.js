"use strict";
// Looks for stories by their words. The index stands beside the page as small files, described in
// site/machine/search_index.py: only those that a question needs are fetched, each once. Nothing leaves the browser
// but requests for these files.
{
  const SHOWN = 10; // stories at a time
  const MANY = 3; // shards that the beginning of a word may take; beyond them only the whole word is looked up
  const PAUSE = 250; // milliseconds without typing before the index is asked
  const LONGEST = 32; // as in the index

  const box = document.querySelector("#words");
  const said = document.querySelector(".found");
  const list = document.querySelector(".results");
  const more = document.querySelector(".more");
  const home = new URL(box.dataset.index, document.baseURI);
  const files = new Map();
  const failed = new Set(); // servers have a missing file remembered for a while
  let turn = 0; // an answer that comes after a newer question is dropped
  let rest = []; // numbers of the stories that are not shown yet
  let index, timer;

  function file(name) {
    if (!files.has(name)) {
      const asked = fetch(new URL(name, home), { cache: failed.has(name) ? "reload" : "default" }).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      });
      asked.catch(() => failed.add(name) && files.delete(name)); // so that it is asked for again
      files.set(name, asked);
    }
    return files.get(name);
  }

  // Must give what terms() in site/machine/search_index.py gives.
  function terms(text) {
    const bare = text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "").replaceAll("ς", "σ");
    const words = bare.match(/[\p{L}\p{N}]+/gu) ?? [];
    return [...new Set(words.map((word) => [...word].slice(0, LONGEST).join("")))];
  }

  // The shards that may hold words beginning with this one, or only this one where those are too many.
  function shards(word, prefixes) {
    const longer = prefixes.filter((prefix) => prefix.startsWith(word) && prefix !== word);
    const holding = prefixes.filter((prefix) => word.startsWith(prefix));
    const own = holding.reduce((best, prefix) => (prefix.length >= best.length ? prefix : best), "");
    const kept = holding.length ? [own] : [];
    const whole = longer.length + kept.length > MANY;
    return { whole, prefixes: whole ? kept : [...kept, ...longer] };
  }

  function path(family, prefix) {
    const name = [...prefix].map((character) => character.codePointAt(0).toString(16)).join("-");
    return `${family}/${name || "all"}.json`;
  }

  // Which stories hold a word: their numbers, with how well. A better field counts more than a whole word.
  async function holders(word) {
    const ranks = new Map();
    let whole = false;
    for (const family of ["words", "text"]) {
      const found = shards(word, index[family]);
      whole ||= found.whole;
      const held = await Promise.all(found.prefixes.map((prefix) => file(path(family, prefix))));
      for (const [term, runs] of held.flatMap(Object.entries)) {
        if (term !== word && (found.whole || !term.startsWith(word))) continue;
        runs.split("|").forEach((run, field) => {
          const rank = 2 * (family === "text" ? 1 : 4 - field) + (term === word ? 1 : 0);
          let number = -1;
          for (const step of run ? run.split(" ") : []) {
            number += Number(step);
            if (rank > (ranks.get(number) ?? 0)) ranks.set(number, rank);
          }
        });
      }
    }
    return { word, whole, ranks };
  }

  // The stories that hold all the words, the best first; a story's number tells its age.
  function ordered(answers) {
    const [first, ...others] = answers.map((answer) => answer.ranks).sort((a, b) => a.size - b.size);
    const sums = [];
    for (const [number, rank] of first) {
      if (others.every((ranks) => ranks.has(number)))
        sums.push([number, others.reduce((sum, ranks) => sum + ranks.get(number), rank)]);
    }
    return sums.sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([number]) => number);
  }

  function element(name, kind, ...inside) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside); // strings become text, whatever they hold
    return made;
  }

  function card(story) {
    const link = element("a", "", story.headline);
    link.href = new URL(`..${story.address}`, home);
    const time = element("time", "", story.day);
    time.dateTime = story.published;
    return element("li", "card",
      element("p", "kicker", story.beat),
      element("h2", "headline", link),
      element("p", "standfirst", story.standfirst),
      element("p", "dateline", time));
  }

  // Puts the next stories on the page; gives the first of their cards.
  async function show(anew) {
    const from = rest;
    const numbers = from.slice(0, SHOWN);
    const block = (number) => file(`stories/${Math.floor(number / index.block)}.json`);
    const blocks = await Promise.all(numbers.map(block));
    if (from !== rest) return null; // something else is looked for by now
    const cards = numbers.map((number, n) => card(blocks[n].stories[number % index.block]));
    if (anew) list.replaceChildren(...cards);
    else list.append(...cards);
    rest = from.slice(SHOWN);
    more.hidden = !rest.length;
    return cards[0];
  }

  function told(count, answers) {
    const cut = answers.filter((answer) => answer.whole).map((answer) => `“${answer.word}”`);
    const found = count ? `${count.toLocaleString("en")} ${count === 1 ? "story" : "stories"}.` :
      "No story holds all of these words.";
    return found + (cut.length ? ` Too many words begin with ${cut.join(" and ")} to look them all up.` : "");
  }

  function fail() {
    said.textContent = "The index could not be read. You may be offline; try again later.";
  }

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    const asked = terms(box.value);
    remember(box.value.trim());
    try {
      index ??= await file("index.json");
      const answers = await Promise.all(asked.map(holders));
      if (mine !== turn) return;
      const found = rest = asked.length ? ordered(answers) : [];
      await show(true);
      if (mine === turn) said.textContent = asked.length ? told(found.length, answers) : "";
    } catch {
      if (mine === turn) fail();
    }
  }

  // The question stands in the address, so that an answer can be linked and found again.
  function remember(words) {
    const address = new URL(location);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    try {
      history.replaceState(null, "", address);
    } catch {} // browsers refuse it to those who type very fast
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  box.addEventListener("keydown", (press) => {
    if (press.key === "Enter") search();
  });
  more.addEventListener("click", () => show(false).then((card) => card?.querySelector("a").focus(), fail));

  if (location.protocol === "file:") {
    said.textContent = "A page that is opened from disk may not read the index: search on the published site.";
    box.disabled = true;
  } else {
    box.value = new URLSearchParams(location.search).get("q")?.slice(0, box.maxLength) ?? box.value;
    if (box.value) search();
  }
}
