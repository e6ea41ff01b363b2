extension WebPage {
  /// What pages do beyond being read: sorts a class, and steps through an order.
  ///
  /// All that can be clicked is made here, so that nothing is dead without it.
  static let script = """
    'use strict';
    \(sorting)\(stepping)
    """

  /// Each heading of the class's table becomes a button, and each check of a student a way to its page.
  private static let sorting = """
    for (const table of document.querySelectorAll('.heat')) {
      const body = table.tBodies[0];
      const heads = [...table.querySelectorAll('thead th[data-column]')];
      const headOf = column => heads.find(head => head.dataset.column == column);
      const worstFirst = ['e', 'f', 'x', 'r', 'u', 'n', 'p', ''];
      const key = (row, column) => {
        const cell = row.cells[column];
        if (cell.tagName === 'TD' && cell.className !== 'sum') return worstFirst.indexOf(cell.className);
        const text = cell.textContent.trim();
        // Whatever is no number comes behind what isn't there.
        return cell.tagName === 'TH' ? text.toLowerCase() : text ? parseFloat(text) || 0 : -1;
      };
      const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b) : a - b;
      for (const head of heads) {
        const button = document.createElement('button');
        button.append(...head.childNodes);
        button.title = head.title ? 'Sort by: ' + head.title : 'Sort';
        head.removeAttribute('title');
        head.append(button);
        button.addEventListener('click', () => {
          const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
          for (const other of heads) other.removeAttribute('aria-sort');
          head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
          const column = head.dataset.column;
          const rows = [...body.rows].map(row => [key(row, column), row]);
          rows.sort((a, b) => sign * compare(a[0], b[0]));
          body.append(...rows.map(row => row[1]));
        });
      }
      const tip = document.createElement('p');
      tip.className = 'tip dim';
      tip.setAttribute('aria-hidden', 'true');
      table.parentElement.before(tip);
      table.classList.add('live');
      const at = event => {
        const cell = event.target.closest('tbody td');
        const head = cell && headOf(cell.cellIndex);
        return head && head.dataset.check ? { cell, head, row: cell.parentElement } : null;
      };
      table.addEventListener('mouseover', event => {
        const place = at(event);
        tip.textContent = place ? place.row.cells[0].textContent.trim() + ': '
          + place.head.dataset.check + ': ' + (place.cell.title || 'passed') : '';
      });
      table.addEventListener('click', event => {
        const place = at(event);
        const link = place && place.row.querySelector('a');
        if (link) location.href = link.href + '#' + place.head.dataset.anchor;
      });
    }

    """

  /// Each order of steps gets buttons; the arrow keys do the same.
  private static let stepping = """
    for (const order of document.querySelectorAll('.order')) {
      const steps = [...order.querySelectorAll('.steps tr.at')];
      const lines = [...order.querySelectorAll('.lines tbody tr')];
      const boxes = [...order.querySelectorAll('svg .step')];
      const heads = [...order.querySelectorAll('.steps thead th')];
      if (!steps.length) continue;
      const tools = document.createElement('div');
      tools.className = 'tools';
      tools.setAttribute('role', 'group');
      tools.setAttribute('aria-label', 'Step through the order');
      const said = document.createElement('span');
      said.setAttribute('role', 'status');
      let now = -1;
      const go = to => {
        now = Math.max(0, Math.min(steps.length - 1, to));
        steps.forEach((row, index) => {
          row.classList.toggle('now', index === now);
          row.classList.toggle('later', index > now);
          if (index === now) row.setAttribute('aria-current', 'step');
          else row.removeAttribute('aria-current');
        });
        boxes.forEach((box, index) => box.classList.toggle('now', index === now));
        const row = steps[now];
        lines.forEach(line => line.classList.toggle('now', line.dataset.line === row.dataset.line));
        const cell = [...row.cells].findIndex((one, index) => index > 0 && one.textContent);
        said.textContent = `Step ${now + 1} of ${steps.length}: ${heads[cell].textContent} `
          + row.cells[cell].textContent;
        for (const one of [row, ...lines.filter(line => line.classList.contains('now'))]) {
          one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        }
      };
      const marked = from => {
        const next = steps.findIndex((row, index) => index > from && row.classList.contains('marked'));
        return next < 0 && from >= 0 ? marked(-1) : Math.max(next, 0);
      };
      const button = (text, to) => {
        const one = document.createElement('button');
        one.type = 'button';
        one.textContent = text;
        one.addEventListener('click', () => go(to()));
        tools.append(one);
      };
      button('First', () => 0);
      button('Back', () => now - 1);
      button('Next', () => now + 1);
      if (steps.some(row => row.classList.contains('marked'))) {
        button('Next marked', () => marked(now));
      }
      tools.append(said);
      order.querySelector('.side').before(tools);
      steps.forEach((row, index) => row.addEventListener('click', () => go(index)));
      const moves = {
        ArrowDown: () => now + 1, ArrowUp: () => now - 1, Home: () => 0, End: () => steps.length,
      };
      const more = { ArrowRight: moves.ArrowDown, ArrowLeft: moves.ArrowUp };
      order.addEventListener('keydown', event => {
        // In the table these two move what is seen of it.
        const isOnButton = tools.contains(event.target);
        if (!isOnButton && !event.target.closest('.steps')) return;
        const move = moves[event.key] || (isOnButton && more[event.key]);
        if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        go(move());
      });
    }

    """
}
