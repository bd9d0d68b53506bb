'use strict';

// Exact figures. Amounts are whole numbers (BigInt) of 10⁻ˢᶜᵃˡᵉ USD; only what is shown is rounded.

const unknown = '–';

const size = (value) => (value < 0n ? -value : value);

const power = (decimals) => 10n ** BigInt(decimals);

// The quotient rounded half to even; null where the divisor is 0.
function halfEven(numerator, divisor) {
  if (divisor === 0n) return null;
  if (divisor < 0n) [numerator, divisor] = [-numerator, -divisor];
  let quotient = numerator / divisor;
  let rest = numerator % divisor;
  if (rest < 0n) [quotient, rest] = [quotient - 1n, rest + divisor];
  const twice = rest * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

// A value of 10⁻ˢᶜᵃˡᵉ in units of its last shown decimal, a half rounded away from zero.
function shown(value, scale, decimals) {
  if (scale <= decimals) return value * power(decimals - scale);
  const unit = power(scale - decimals);
  const rounded = (size(value) + unit / 2n) / unit;
  return value < 0n ? -rounded : rounded;
}

// The text of a value that counts units of its last decimal; with a sign where it is a change.
function text(units, decimals, isChange = false) {
  const digits = size(units).toString().padStart(decimals + 1, '0');
  const end = digits.length - decimals;
  const whole = digits.slice(0, end).replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = units < 0n ? '−' : isChange && units > 0n ? '+' : '';
  return sign + whole + (decimals ? '.' + digits.slice(end) : '');
}

// A value with the digits that it has, as CSV files state it; blank where it is not known.
function plain(value, scale) {
  if (value === null) return '';
  const digits = size(value).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + digits.slice(0, digits.length - scale) + (fraction && '.' + fraction);
}

// The least of 2, 4, 6 and 8 decimals that show no value but 0 as 0.
function decimalsShowing(values, scale) {
  const fits = (places) => values.every((value) => value === 0n || size(value) * 2n * power(places) >= power(scale));
  return [2, 4, 6].find(fits) ?? 8;
}

// A count of anything, its digits in groups of three.
const count = (number) => text(BigInt(number), 0);

const counted = (number, noun) => `${count(number)} ${noun}${Number(number) === 1 ? '' : 's'}`;

// A percentage in 10⁻⁴ with one decimal.
const percent = (value) => (value === null ? unknown : text(shown(value, 4, 1), 1));

// A part of a whole in whole percent; only nothing is 0, and only all of it is 100.
function share(part, whole) {
  if (whole <= 0n || part <= 0n) return '0 %';
  if (part === whole) return '100 %';
  const rounded = shown(halfEven(part * 1000000n, whole), 4, 0);
  return rounded === 0n ? 'under 1 %' : rounded === 100n ? 'over 99 %' : `${rounded} %`;
}

// The size of a difference of percentages with one decimal, or as many as show that it is not 0.
function pointsSize(value) {
  const points = size(value);
  const decimals = points === 0n || points >= 500n ? 1 : points >= 50n ? 2 : points >= 5n ? 3 : 4;
  return text(shown(points, 4, decimals), decimals);
}

// The same with its sign.
function points(value) {
  if (value === null) return unknown;
  return (value > 0n ? '+' : value < 0n ? '−' : '') + pointsSize(value);
}

// Whole units that sum to a total, by largest remainder: exact zeros stay 0, ties go to the earlier part.
function apportioned(total, parts, unit) {
  const floors = parts.map((part) => part / unit - (part % unit < 0n ? 1n : 0n));
  const rests = parts.map((part, index) => part - floors[index] * unit);
  let missing = total - floors.reduce((sum, part) => sum + part, 0n);
  const step = missing < 0n ? -1n : 1n;
  const compare = (a, b) => (rests[a] === rests[b] ? a - b : rests[a] > rests[b] === step > 0n ? -1 : 1);
  const order = parts.map((_, index) => index).filter((index) => parts[index] !== 0n).sort(compare);
  for (let next = 0; missing !== 0n && order.length; next = (next + 1) % order.length) {
    floors[order[next]] += step;
    missing -= step;
  }
  return floors;
}
