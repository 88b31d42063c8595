'use strict';
const scenes = JSON.parse(document.getElementById('data').textContent);
const byId = new Map(scenes.map(scene => [scene.id, scene]));
const stage = document.getElementById('stage');
const svg = document.getElementById('picture');
const panel = document.getElementById('panel');
const search = document.getElementById('search');
const found = document.getElementById('found');
const nodes = new Map([...svg.querySelectorAll('.node')].map(node => [node.dataset.scene, node]));
const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);

// The part of the picture in view: its upper left corner, and how many units of the picture a pixel shows.
let view = { x: 0, y: 0, scale: 1 };
svg.removeAttribute('width');
svg.removeAttribute('height');

function show() {
  const { clientWidth, clientHeight } = stage;
  svg.setAttribute('viewBox', [view.x, view.y, clientWidth * view.scale, clientHeight * view.scale].join(' '));
}

function fit() {
  const scale = Math.max(width / stage.clientWidth, height / stage.clientHeight);
  view = { x: (width - stage.clientWidth * scale) / 2, y: (height - stage.clientHeight * scale) / 2, scale };
  show();
}

// Enlarges the picture; the point of the stage at x and y stays where it is.
function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const scale = Math.min(Math.max(view.scale / factor, 0.1), 20);
  view.x += x * (view.scale - scale);
  view.y += y * (view.scale - scale);
  view.scale = scale;
  show();
}

function center(id) {
  const box = nodes.get(id).querySelector('.box').getBBox();
  view.scale = Math.min(view.scale, 1);
  view.x = box.x + box.width / 2 - stage.clientWidth * view.scale / 2;
  view.y = box.y + box.height / 2 - stage.clientHeight * view.scale / 2;
  show();
}

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function close() {
  panel.hidden = true;
  nodes.forEach(node => node.classList.remove('open'));
  history.replaceState(null, '', '#');
}

function open(id) {
  const scene = byId.get(id);
  if (!scene) return;
  nodes.forEach((node, other) => node.classList.toggle('open', other === id));
  const button = element('button', '×', 'close');
  button.title = 'Close (Esc)';
  button.onclick = close;
  const about = [scene.act, scene.id, scene.seen, scene.is_ending ? 'ending' : ''].filter(Boolean).join(' · ');
  const list = element('ul', '');
  for (const lead of scene.leads) {
    const item = element('li', lead.said ?? '');
    const link = element('a', '→ ' + lead.to);
    link.href = '#' + lead.to;
    item.append(element('div', [lead.label, lead.locked && '“' + lead.locked + '”'].filter(Boolean).join(' · '), 'quiet'), link);
    list.append(item);
  }
  panel.replaceChildren(button, element('h2', scene.title), element('div', about, 'quiet'), element('p', scene.text), list);
  panel.hidden = false;
  panel.scrollTop = 0;
  history.replaceState(null, '', '#' + id);
  show();
}

// The scenes whose name, title, text or choices contain all words of the search.
let matches = [], turn = 0;
function look() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const said = scene => [scene.id, scene.title, scene.text, ...scene.leads.flatMap(lead => [lead.said, lead.label])]
    .join('\n').toLowerCase();
  matches = words.length ? scenes.filter(scene => words.every(word => said(scene).includes(word))) : [];
  svg.classList.toggle('searching', words.length > 0);
  nodes.forEach((node, id) => node.classList.toggle('found', matches.some(scene => scene.id === id)));
  found.textContent = words.length ? String(matches.length) : '';
  turn = 0;
}

search.oninput = look;
search.onkeydown = event => {
  if (event.key === 'Enter' && matches.length) {
    const { id } = matches[turn++ % matches.length];
    found.textContent = ((turn - 1) % matches.length + 1) + ' / ' + matches.length;
    open(id);
    center(id);
  }
  if (event.key === 'Escape') {
    search.value = '';
    look();
    stage.focus();
  }
  event.stopPropagation();
};

document.getElementById('in').onclick = () => zoom(1.4);
document.getElementById('out').onclick = () => zoom(1 / 1.4);
document.getElementById('fit').onclick = fit;
stage.addEventListener('wheel', event => {
  event.preventDefault();
  const { left, top } = stage.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - left, event.clientY - top);
}, { passive: false });

// Dragging moves the picture; two fingers also enlarge it. A press that hardly moves is a click.
const pointers = new Map();
let moved = 0;
stage.onpointerdown = event => {
  if (!pointers.size) moved = 0;
  pointers.set(event.pointerId, event);
};
window.onpointermove = event => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const other = [...pointers.values()].find(pointer => pointer.pointerId !== event.pointerId);
  if (other) {
    const apart = pointer => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY);
    const { left, top } = stage.getBoundingClientRect();
    zoom(apart(event) / Math.max(apart(before), 1), other.clientX - left, other.clientY - top);
  } else {
    view.x -= (event.clientX - before.clientX) * view.scale;
    view.y -= (event.clientY - before.clientY) * view.scale;
    show();
  }
  moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  pointers.set(event.pointerId, event);
};
window.onpointerup = window.onpointercancel = event => pointers.delete(event.pointerId);
svg.addEventListener('click', event => {
  const node = event.target.closest('.node');
  if (node && moved < 5) open(node.dataset.scene);
});

document.onkeydown = event => {
  const step = 80 * view.scale;
  const keys = {
    '+': () => zoom(1.4), '=': () => zoom(1.4), '-': () => zoom(1 / 1.4), 0: fit, Escape: close,
    '/': () => search.focus(),
    ArrowLeft: () => { view.x -= step; show(); }, ArrowRight: () => { view.x += step; show(); },
    ArrowUp: () => { view.y -= step; show(); }, ArrowDown: () => { view.y += step; show(); },
  };
  if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys[event.key]();
};

function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (byId.has(id)) {
    open(id);
    center(id);
  }
}
window.onhashchange = follow;
window.onresize = show;
fit();
follow();
