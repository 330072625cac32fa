(() => {
  const told = document.getElementById('told');
  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  };
  const bar = (name, boxes) => {
    const bar = document.createElement('div');
    bar.className = 'copy ' + (boxes.length > 1 ? 'all' : 'one');
    for (const [kind, form] of [['latex', 'LaTeX'], ['text', 'text']]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = form;
      button.setAttribute('aria-label', 'Copy ' + name + ' as ' + form);
      button.addEventListener('click', async () => {
        await copy(boxes.map(each => each.dataset[kind]).join('\n'));
        button.focus();
        told.textContent = 'Copied';
        button.textContent = '✓ ' + form;
        setTimeout(() => { button.textContent = form; told.textContent = ''; }, 1500);
      });
      bar.append(button);
    }
    return bar;
  };
  let row = [];
  for (const box of document.querySelectorAll('[data-latex]')) {
    row.push(box);
    box.append(bar('formula', [box]));
    const next = box.nextElementSibling;
    if (!next || !next.dataset.latex) {
      if (row.length > 1) box.after(bar('these formulas', row));
      row = [];
    }
  }
  const reach = () => {
    for (const box of document.querySelectorAll('.scroll,.shown,.wide,pre,.prose table')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  reach();
  addEventListener('resize', reach);
  addEventListener('toggle', reach, true);
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('.derivation:not([open])')];
    closed.forEach(each => { each.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach(each => { each.open = false; }));
})();
