/*
 * Makes the page smoother where the browser can: forms are sent without loading the page anew, answers are read aloud. Without this file, and
 * in browsers that lack what it needs, every form works by itself. Written for old phones: no newer syntax than 2015.
 */
(() => {
  const root = document.documentElement;
  const byId = id => document.getElementById(id);
  const each = (list, work) => Array.prototype.forEach.call(list, work);
  const ANSWER_WITHIN_MS = 30000;
  let pressed = null;
  let sending = false;
  let speaking = null;

  document.addEventListener('click', event => {
    pressed = event.target.closest('button');
    if (pressed && pressed.className === 'speak') speak(pressed);
  });

  document.addEventListener('submit', event => {
    if (!window.fetch || !window.DOMParser || !byId('ask')) return;
    /* Files are the browser's own matter. */
    if (event.target.enctype === 'multipart/form-data') return;
    event.preventDefault();
    if (!sending) send(event.target, pressed);
  });

  /* Enter sends, unless it ends a Chinese character being typed (code 229) or begins a new line. */
  document.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target.id !== 'text' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    byId('send').click();
  });

  function send(form, button) {
    const typed = form.querySelector('textarea');
    if (typed && typed.value.trim() === '') return;
    sending = true;
    const focused = (document.activeElement || root).id;
    const words = byId('ask').dataset;
    const label = byId('send').textContent;
    byId('send').textContent = words.working;
    byId('send').setAttribute('aria-disabled', 'true');
    byId('status').textContent = typed ? '' : words.working;

    post(form.getAttribute('action'), fieldsOf(form, button))
      .then(({ ok, page }) => {
        const problem = page.querySelector(`.problem[lang="${root.lang}"]`);
        sending = false;
        if (ok) show(page, typed !== null, focused);
        else fail(problem ? problem.textContent : words.failed);
      })
      .catch(() => fail(words.failed));

    function fail(sentence) {
      sending = false;
      byId('status').textContent = sentence;
      byId('send').textContent = label;
      byId('send').removeAttribute('aria-disabled');
    }
  }

  function fieldsOf(form, button) {
    const fields = [];
    const add = ({ name, value }) => name && fields.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    each(form.querySelectorAll('input, textarea'), add);
    if (button && form.contains(button)) add(button);
    return fields.join('&');
  }

  function post(address, body) {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const late = new Promise((_, reject) => setTimeout(reject, ANSWER_WITHIN_MS));
    const answered = fetch(address, { method: 'POST', body, headers, credentials: 'same-origin' }).then(response =>
      response.text().then(html => ({ ok: response.ok, page: new DOMParser().parseFromString(html, 'text/html') })),
    );
    return Promise.race([answered, late]);
  }

  /*
   * Brings the new page in: what was said before stays, so that only what is new is read out. Where the new page knows nothing of it, it was
   * cleared, and goes here too.
   */
  function show(page, wasTyped, focused) {
    const log = byId('log');
    const draft = byId('text').value;
    const fresh = page.documentElement;
    const isKnown = Array.prototype.some.call(page.getElementById('log').children, article => byId(article.id) !== null);
    if (!isKnown) log.textContent = '';
    if (fresh.lang !== root.lang) {
      log.textContent = '';
      log.setAttribute('aria-label', page.getElementById('log').getAttribute('aria-label'));
    }
    root.lang = fresh.lang;
    root.className = fresh.className;
    let newest = null;
    if (byId('latest')) byId('latest').removeAttribute('id');
    each(page.getElementById('log').children, article => {
      if (byId(article.id)) return;
      newest = log.appendChild(document.importNode(article, true));
    });
    each(page.querySelectorAll('[data-part]'), part => {
      const old = byId(part.id);
      old.parentNode.replaceChild(document.importNode(part, true), old);
    });
    byId('status').textContent = '';
    if (!wasTyped) byId('text').value = draft;
    prepare();
    let target = byId(focused);
    if (!target && newest) target = newest.querySelector('.heard');
    if (target && document.activeElement !== target) target.focus();
    if (newest) newest.scrollIntoView();
  }

  /* Reading aloud */

  function prepare() {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
    each(document.querySelectorAll('.speak'), button => {
      button.hidden = false;
    });
  }

  function speak(button) {
    const again = button === speaking;
    silence();
    if (again) return;
    speaking = button;
    button.textContent = button.dataset.stop;
    const sentences = [];
    /* Sentence by sentence: some browsers fall silent in the middle of a long text. */
    each(button.parentNode.querySelectorAll('.words p'), line => {
      each(line.textContent.match(/[^。！？；]+[。！？；]*/g) || [], text =>
        sentences.push({ text, lang: line.lang || root.lang }),
      );
    });
    each(sentences, ({ text, lang }, index) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = lang;
      utterance.rate = 0.9;
      const done = () => {
        if (speaking === button && index === sentences.length - 1) silence();
      };
      utterance.addEventListener('end', done);
      utterance.addEventListener('error', done);
      speechSynthesis.speak(utterance);
    });
  }

  function silence() {
    speechSynthesis.cancel();
    if (speaking) speaking.textContent = speaking.dataset.speak;
    speaking = null;
  }

  prepare();
  window.addEventListener('pagehide', () => window.speechSynthesis && speechSynthesis.cancel());
  const latest = byId('latest');
  if (latest && !location.hash) latest.scrollIntoView();
})();
