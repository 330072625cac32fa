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
  for (const box of document.querySelectorAll('[data-latex]')) {
    const bar = document.createElement('div');
    bar.className = 'copy';
    for (const [kind, name] of [['latex', 'LaTeX'], ['text', 'Text']]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.setAttribute('aria-label', 'Copy formula as ' + (kind === 'latex' ? 'LaTeX' : 'plain text'));
      button.addEventListener('click', async () => {
        await copy(box.dataset[kind]);
        button.focus();
        told.textContent = '';
        told.textContent = 'Copied';
        button.textContent = '✓ ' + name;
        setTimeout(() => { button.textContent = name; }, 1500);
      });
      bar.append(button);
    }
    box.append(bar);
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
