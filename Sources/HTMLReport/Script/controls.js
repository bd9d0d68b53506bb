// The filter bar.

function fillFilter() {
  const form = byID('filter');
  const field = (words, control) => make('label', {}, make('span', { class: 'unseen' }, words), control);
  const option = (words, value) => make('option', { value }, words);
  const selectOf = (part, allWords, names) => make('select', { id: part }, option(allWords, ''),
    ...names.map((name, index) => [name, index]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name]) => option(name, name)));
  const parts = [];
  if (hasMonths) {
    const choice = (words, value) => make('label', {},
      make('input', { type: 'radio', name: 'period', value, checked: value === '' }), make('span', {}, words));
    parts.push(make('fieldset', { class: 'seg' }, make('legend', { class: 'unseen' }, 'Period'),
      choice('All', ''), ...data.months.map(([key, name, short]) => choice(isOneYear() ? short : name, key))));
  }
  parts.push(field('Tier', selectOf('tier', 'All tiers', data.tiers)),
    field('Model', selectOf('model', 'All models', models.map(({ label }) => label))));
  const named = customers.filter(({ isFolded }) => !isFolded).map(({ name }) => name).sort();
  parts.push(field('Account', make('input', {
    id: 'account', type: 'search', list: 'accounts', placeholder: 'All accounts', autocomplete: 'off', spellcheck: 'false',
  })), make('datalist', { id: 'accounts' }, ...named.map((name) => make('option', { value: name }))));
  parts.push(button('Clear', { id: 'clear', hidden: true }, clear),
    make('span', { class: 'note', id: 'selected' }));
  const fold = make('details', { id: 'fold' }, make('summary', {}, 'Filter', make('span', { class: 'note', id: 'chosen' })),
    make('div', { class: 'fields' }, ...parts));
  form.replaceChildren(fold);
  foldOnPhones(fold);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', readFilter);
  // An account that is chosen from the list, or taken away, counts at once.
  byID('account').addEventListener('input', ({ target }) => {
    if (target.value === '' || placeOf('customer', target.value) !== null) readFilter();
  });
  form.hidden = false;
}

// The fields are folded on a phone, so that its first screen has the figures, and always seen elsewhere.
function foldOnPhones(fold) {
  const phone = matchMedia('(max-width:760px)');
  const follow = () => { fold.open = !phone.matches; };
  phone.addEventListener('change', follow);
  follow();
}

const isOneYear = () => new Set(data.months.map(([key]) => key.slice(0, 4))).size === 1;

function readFilter() {
  const typed = byID('account').value.trim();
  const customer = placeOf('customer', typed);
  const chosen = document.querySelector('[name=period]:checked');
  const next = {
    month: placeOf('month', chosen ? chosen.value : ''), tier: placeOf('tier', byID('tier').value),
    model: placeOf('model', byID('model').value), customer,
  };
  if (typed !== '' && customer === null) {
    select({ ...next, customer: null }, null);
    byID('account').value = typed;
    byID('selected').textContent = `No account ${typed} on this page`;
    say(`No account ${typed} on this page`);
  } else {
    select(next, 'Report updated');
  }
}

function clear() {
  select(everything, 'Filters cleared');
  byID('tier').focus();
}

// Shows the selection in the controls.
function renderFilter(totals) {
  for (const [part, id] of [['tier', 'tier'], ['model', 'model'], ['customer', 'account']]) {
    const control = byID(id);
    control.value = selection[part] === null ? '' : written[part](selection[part]);
    control.classList.toggle('on', selection[part] !== null);
  }
  for (const choice of all('[name=period]')) choice.checked = placeOf('month', choice.value) === selection.month;
  byID('clear').hidden = !isFiltered();
  const chosen = Object.keys(everything).filter((part) => selection[part] !== null)
    .map((part) => (part === 'month' ? data.months[selection.month][1] : written[part](selection[part])));
  byID('chosen').textContent = chosen.length ? `: ${chosen.join(', ')}` : '';
  const whole = cells.reduce((sum, cell) => sum + cell.requests, 0n);
  byID('selected').textContent = isFiltered() ? `${count(totals.requests)} of ${counted(whole, 'request')}` : '';
}
