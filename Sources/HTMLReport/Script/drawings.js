// The parts of a chart, 380 pixels wide: an axis of round figures, lines with their last figure, bars with theirs.

const plot = { width: 380, height: 211, top: 10, bottom: 178 };

// An estimate on the wide side, in pixels of an 11-pixel text.
const textWidth = (words) => [...words].reduce((sum, letter) => {
  if ('ijlI|!\'.,:; \u00a0'.includes(letter)) return sum + 3.6;
  if ('mwMW@%'.includes(letter)) return sum + 10.9;
  return sum + (/[A-Z…]/.test(letter) ? 8.8 : 7.1);
}, 0);

// Cut in the middle so that it fits.
function fitting(words, width) {
  const letters = [...words];
  let [head, tail] = [letters.slice(0, Math.ceil(letters.length / 2)), letters.slice(Math.ceil(letters.length / 2))];
  if (textWidth(words) <= width) return words;
  while (textWidth(`${head.join('')}…${tail.join('')}`) > width && head.length + tail.length) {
    if (head.length > tail.length) head = head.slice(0, -1);
    else tail = tail.slice(1);
  }
  return `${head.join('')}…${tail.join('')}`;
}

// Round figures from 0 or below: steps of 1, 2, 2.5 or 5 and a power of ten, the largest that gives three.
function ticksOf(low, high) {
  const powers = [1n];
  while (powers.at(-1) * 10n <= high - low) powers.push(powers.at(-1) * 10n);
  const steps = powers.reverse().flatMap((unit) =>
    [unit * 5n, ...(unit >= 10n ? [unit / 10n * 25n] : []), unit * 2n, unit]);
  const ends = (step) => [-(-low / step) - (low % step < 0n ? 1n : 0n), high / step + (high % step > 0n ? 1n : 0n)];
  const step = steps.find((each) => ends(each)[1] - ends(each)[0] >= 3n) ?? 1n;
  const [first, last] = ends(step);
  const end = last > first + 3n ? last : first + 3n;
  const values = Array.from({ length: Number(end - first) + 1 }, (_, index) => (first + BigInt(index)) * step);
  return { low: first * step, high: end * step, step, values };
}

// Maps figures onto a side of a drawing, in pixels.
const scaleTo = (low, high, start, end) => {
  const tenths = tenthsOf(low, high, Math.round(start * 10), Math.round(end * 10));
  return (value) => tenths(value) / 10;
};

const monthNames = 'January February March April May June July August September October November December'.split(' ');

const shortName = (name) => (monthNames.includes(name) ? name.slice(0, 3) : name);

// The places of the steps that have a label: of numbers the first and round ones, of others every so many from the first.
function marksOf(labels) {
  if (!labels.every((label) => /^\d+$/.test(label))) {
    const every = Math.max(1, Math.ceil(labels.length / 7));
    return [...labels.keys()].filter((index) => index % every === 0);
  }
  const stride = [1, 5, 7, 10, 20, 50, 100].find((each) => Math.floor((labels.length - 1) / each) < 7) ?? 1000;
  return [...labels.keys()].filter((index) => stride === 1 || index === 0 || (index + 1) % stride === 0);
}

// A label cut at the space that is nearest to its middle, where it is wider than its room.
function linesOf(label, room) {
  const words = label.split(' ');
  if (textWidth(label) <= room || words.length < 2) return [label];
  const cuts = [...words.keys()].slice(1).map((cut) => [words.slice(0, cut).join(' '), words.slice(cut).join(' ')]);
  const unevenness = ([first, second]) => Math.abs(first.length - second.length);
  return cuts.reduce((best, each) => (unevenness(each) < unevenness(best) ? each : best));
}

// A mark and a name below the axis, turned inwards at the edges.
function axisMark(label, x, room) {
  const texts = linesOf(label, room).map((line, index) => {
    const half = textWidth(line) / 2;
    const [place, anchor] = x + half > plot.width ? [plot.width, 'end'] : x < half ? [0, null] : [x, 'middle'];
    return draw('text', { x: place, y: plot.bottom + 17 + 13 * index, 'text-anchor': anchor }, line);
  });
  return [draw('line', { class: 'ax', x1: x, y1: plot.bottom, x2: x, y2: plot.bottom + 4 }), ...texts];
}

// Heights from the top, moved down until none are nearer than a line of text, and up again from the bottom.
function apart(heights) {
  const moved = [...heights];
  for (let index = 1; index < moved.length; index += 1) moved[index] = Math.max(moved[index], moved[index - 1] + 13);
  for (let index = moved.length - 1, limit = plot.bottom; index >= 0; index -= 1) {
    moved[index] = Math.min(moved[index], limit);
    limit = moved[index] - 13;
  }
  return moved;
}

// Lines over equal steps, each a list of figures; one that is not known is null.
function lineChart({ series, of, labels: steps, scale, decimals, unit = '' }) {
  const values = series.flatMap((line) => line.values).filter((value) => value !== null);
  const high = values.reduce((a, b) => (a > b ? a : b), 0n);
  const ticks = ticksOf(values.reduce((a, b) => (a < b ? a : b), 0n), high > 0n ? high : power(scale));
  let least = scale;
  for (let rest = ticks.step; least > 0 && rest % 10n === 0n; rest /= 10n) least -= 1;
  const words = (value, places_) => text(shown(value, scale, places_), places_) + unit;
  const labels = ticks.values.map((value) => words(value, least));
  const lasts = series.map((line) => ({ ...line, last: line.values.findLastIndex((value) => value !== null) }))
    .filter((line) => line.last >= 0)
    .map((line) => ({ ...line, label: `${shortName(line.name)} ${words(line.values[line.last], decimals)}`.trim() }));
  const left = Math.max(...labels.map(textWidth)) + 6;
  const right = plot.width - Math.max(0, ...lasts.map(({ label }) => textWidth(label) * 1.1)) - 7;
  const up = scaleTo(ticks.low, ticks.high, plot.bottom, plot.top);
  // Labels of few steps have room on both sides.
  const start = left + (steps.length > 1 && steps.length <= 6 ? 24 : 0);
  const across = (index) => Math.round(10 * (start + (right - start) * (steps.length > 1 ? index / (steps.length - 1) : 0.5))) / 10;
  const shapes = ticks.values.flatMap((value, index) => [
    draw('line', { class: value === 0n ? 'ax' : 'g', x1: left, y1: up(value), x2: right, y2: up(value) }),
    draw('text', { x: left - 5, y: up(value) + 4, 'text-anchor': 'end' }, labels[index])]);
  const marks = marksOf(steps);
  const room = Math.min(plot.width, ...marks.slice(1).map((mark, index) => across(mark) - across(marks[index]))) - 6;
  for (const index of marks) shapes.push(...axisMark(steps[index], across(index), room));
  for (const { style, values: figures } of [...series].reverse()) {
    const points = figures.map((value, index) => (value === null ? null : [across(index), up(value)])).filter((point) => point);
    if (points.length > 1) shapes.push(draw('polyline', { class: style, points: points.map((point) => point.join()).join(' ') }));
    if (points.length <= 20) shapes.push(...points.map(([cx, cy]) => draw('circle', { cx, cy, r: 3 })));
  }
  const sorted = lasts.map((line) => ({ ...line, y: up(line.values[line.last]) })).sort((a, b) => a.y - b.y);
  const heights = apart(sorted.map(({ y }) => y));
  for (const [index, { label, last, style, y }] of sorted.entries()) {
    // A line that ends amid the chart has its label there.
    const isAmid = across(last) + 30 < right;
    shapes.push(draw('text', {
      class: style === 'l1' ? 'k1' : 'k0', x: (isAmid ? across(last) : right) + 7, y: (isAmid ? y : heights[index]) + 4,
    }, label));
  }
  if (steps.length <= 62) {
    steps.forEach((step, index) => {
      const figures = series.filter((line) => line.values[index] !== null && line.values[index] !== undefined)
        .map((line) => `${line.name} ${words(line.values[index], decimals)}`.trim());
      if (!figures.length) return;
      const from = index === 0 ? left : (across(index - 1) + across(index)) / 2;
      const to = index === steps.length - 1 ? right : (across(index) + across(index + 1)) / 2;
      const width = Math.max(1, to - from);
      shapes.push(draw('rect', { class: 'hit', x: from, y: plot.top, width, height: plot.bottom - plot.top },
        draw('title', {}, `${of} ${step}: ${figures.join(', ')}`)));
    });
  }
  return { height: plot.height, shapes };
}

// Bars across from 0, each with its name and figure; those below 0 lead to the left.
function barChart(bars, decimals) {
  const labels = bars.map(([, value]) => money(value, data.scale, decimals));
  const names = bars.map(([name]) => fitting(name, 150));
  const start = Math.max(...names.map(textWidth)) + 7;
  const end = plot.width - Math.max(...labels.map((label) => textWidth(label) * 1.1)) - 6;
  const values = bars.map(([, value]) => value);
  const least = values.reduce((a, b) => (a < b ? a : b), 0n);
  const most = values.reduce((a, b) => (a > b ? a : b), least + 1n);
  const place = scaleTo(least, most, start, Math.max(start + 20, end));
  const axis = place(0n);
  const shapes = bars.flatMap(([name, value], index) => {
    const y = 3 + 21 * index;
    const width = value === 0n ? 0 : Math.max(1, Math.abs(place(value) - axis));
    const right = axis + (value > 0n ? width : 0);
    return [
      draw('text', { x: start - 7, y: y + 12, 'text-anchor': 'end' }, names[index], names[index] === name ? null : draw('title', {}, name)),
      width ? draw('rect', { class: value > 0n ? 'up' : 'down', x: value > 0n ? axis : axis - width, y: y + 1, width, height: 14 },
        draw('title', {}, `${name}: ${labels[index]}`)) : null,
      draw('text', { class: 'v', x: right + 5, y: y + 12, 'text-anchor': 'start' }, labels[index]),
    ].filter((shape) => shape);
  });
  const bottom = 2 + 21 * bars.length;
  return { height: bottom + 2, shapes: [...shapes, draw('line', { class: 'ax', x1: axis, y1: 0, x2: axis, y2: bottom })] };
}
