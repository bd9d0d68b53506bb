// The data of the page: lists of names, and tables that come as one text each.

const data = JSON.parse(document.getElementById('data').textContent);

const isSold = !data.costOnly;

// The rows of a packed table. A blank place is that of the row above, a blank figure is 0.
function unpacked(packed, placeCount, figureCount) {
  const rows = [];
  let last = [];
  for (const row of packed.split(';')) {
    if (row === '') continue;
    const fields = row.split(',');
    const places = [];
    for (let index = 0; index < placeCount; index += 1) {
      places.push(fields[index] ? Number(fields[index]) : last[index]);
    }
    const figures = [];
    for (let index = placeCount; index < placeCount + figureCount; index += 1) {
      figures.push(fields[index] ? BigInt(fields[index]) : 0n);
    }
    rows.push([places, figures]);
    last = places;
  }
  return rows;
}

const plans = data.plans.map(([tier, isFree, target]) => ({
  tier, isFree: isFree === 1, target: target === null ? null : BigInt(target),
}));

// A customer by name, or the others of a tier in one row.
const customers = data.customers.map((entry) =>
  typeof entry === 'string'
    ? { name: entry, count: 1 }
    : { name: `other accounts of ${data.tiers[entry[0]]}`, count: entry[1], lost: entry[2], isFolded: true });

const models = data.models.map(([name, vendor]) => {
  const isAmbiguous = data.models.filter((other) => other[0] === name).length > 1;
  return { name, vendor, label: isAmbiguous ? `${name} (${vendor})` : name };
});

function readCells(packed) {
  return unpacked(packed, 4, 7).map(([[customer, plan, model, month], figures]) => ({
    customer, plan: plans[plan], tier: plans[plan].tier, model, month,
    requests: figures[0], unpriced: figures[1], cost: figures[2], revenue: figures[3],
    prompt: figures[4], cached: figures[5], output: figures[6],
  }));
}

const cells = readCells(data.cells);

const cellsBefore = data.before ? readCells(data.before.cells) : null;

const days = data.days && unpacked(data.days.rows, 3, 5).map(([[day, plan, model], figures]) => ({
  day, tier: plans[plan].tier, model, requests: figures[0], unpriced: figures[1], cost: figures[2],
  prompt: figures[3], cached: figures[4],
}));
