// The form of a rubric: grades, questions, answers, in order. Every input is named as the API names the member, so that a fault is told beside it.
import { check, checks, el, field, ask as sure, words } from './kit/kit.js';
import { picture } from './pictures.js';
import { axes, crosswalks, free, pictureNames, renameAnswer, renameGrade, renameQuestion, swap } from './rubric-model.js';

/** edit(draft, changed): the node; draft.body is changed in place and changed() called. node.tell(field, reason) says a fault beside its member; without a field it is cleared. */
export function edit(draft, changed) {
        const { body } = draft, node = el('div', { class: 'stack' }), opened = new Set();
        const limits = () => body.grades.slice(1).map(({ code, name }) => [code, name ? `${code}: ${name}` : code]);
        const gradeOptions = () => [['', 'No limit'], ...body.grades.slice(1).map(({ code, name }) => [code, `${code} at best${name ? `: ${name}` : ''}`])];

        const valueOf = (text, as) => as === 'list' ? text.split(',').map((one) => one.trim()).filter(Boolean) : as === 'number' && /^\d+$/.test(text) ? Number(text) : text;
        /* An input that writes into `of`; a list is written with commas, a number as a number. */
        const input = (of, name, path, label, { after, ...rest } = {}) => {
                const at = `${path}${path && '.'}${name}`, value = Array.isArray(of[name]) ? of[name].join(', ') : of[name] ?? '';
                const made = field(at, label, { required: false, ...rest, value: rest.options ? value : String(value) }), control = made.querySelector('input, select, textarea');
                if (made.querySelector('label .muted')) made.querySelector('label .muted').remove();
                control.addEventListener(rest.options || after ? 'change' : 'input', () => {
                        const text = control.value.trim(), before = of[name];
                        of[name] = valueOf(text, rest.as);
                        after?.(before, of[name]);
                        if (name === 'code') setTimeout(again);
                        changed();
                });
                return made;
        };
        const toggle = (of, name, path, label, { redraw = false } = {}) => {
                const made = check(`${path}.${name}`, label, Boolean(of[name]));
                made.querySelector('input').addEventListener('change', ({ target }) => { of[name] = target.checked; if (redraw) draw(target.name); changed(); });
                return el('div', { class: 'field' }, made, el('span', { class: 'error' }));
        };
        const button = (label, name, work, kind = 'quiet') => el('button', { type: 'button', class: kind, 'data-name': name, 'aria-label': name === label ? undefined : name, onclick: work }, label);

        /* Up, down and away; the focus goes along. */
        const moves = (list, i, what, path) => el('div', { class: 'moves' },
                i > 0 && button('Up', `${what}: up`, () => move(list, i, i - 1, path)), i + 1 < list.length && button('Down', `${what}: down`, () => move(list, i, i + 1, path)),
                button('Remove', `${what}: remove`, () => sure(`Remove ${what}?`, 'It is gone from this draft.', 'Remove', async () => { list.splice(i, 1); draw(); changed(); }), 'stop'));
        function move(list, i, j, path) {
                const a = `${path}[${i}]`, b = `${path}[${j}]`, [was, other] = [opened.has(a), opened.has(b)];
                swap(list, i, j);
                for (const [key, open] of [[a, other], [b, was]]) if (open) opened.add(key); else opened.delete(key);
                const { name } = document.activeElement.dataset;
                draw();
                changed();
                const same = [...node.querySelectorAll('[data-name]')].filter((one) => one.dataset.name.startsWith(name.split(':')[0]));
                (same.find((one) => one.dataset.name === name) || same[0])?.focus();
        }
        const add = (label, list, make, path) => el('div', {}, button(label, label, () => {
                list.push(make());
                opened.add(`${path}[${list.length - 1}]`);
                draw(`${path}[${list.length - 1}].code`);
                changed();
        }));
        const fold = (path, summary, ...content) => el('details', { class: 'entry', open: opened.has(path), 'data-path': path,
                ontoggle: ({ target }) => { if (target.open) opened.add(path); else opened.delete(path); } }, el('summary', {}, summary), el('div', { class: 'stack' }, content));

        function grade(one, i) {
                const path = `grades[${i}]`, words_ = one.crosswalk ||= {}, sale = check(`${path}.saleable`, 'May be sold', one.saleable !== false);
                sale.querySelector('input').addEventListener('change', ({ target }) => { one.saleable = target.checked; changed(); });
                const what = one.saleable === false ? 'not for sale' : i ? '' : 'the best';
                return fold(path, [el('span', { class: 'grade' }, one.code), el('span', {}, one.name || ''), el('span', { class: 'muted' }, what)],
                        el('div', { class: 'pair' }, input(one, 'code', path, 'Letter', { after: (from, to) => renameGrade(body, from, to) }), input(one, 'name', path, 'Name')),
                        input(one, 'public', path, 'What a shopper reads', { hint: 'With it, the sentence of a grade names every flaw.' }), sale,
                        el('details', {}, el('summary', {}, 'In the words of others'), el('div', { class: 'pair wide' }, crosswalks.map(([name, label, options]) =>
                                input(words_, name, `${path}.crosswalk`, label, { options: [['', 'No word'], ...options.map((o) => Array.isArray(o) ? o : [o, words(o)])] })))),
                        moves(body.grades, i, `Grade ${one.code}`, 'grades'));
        }

        function limit(measure, one, i, path) {
                const at = `${path}.caps[${i}]`, kind = 'under' in measure.caps[0] ? 'under' : 'over';
                return el('div', { class: 'pair' }, input(one, kind, at, kind === 'over' ? 'Over' : 'Under', { as: 'number', inputmode: 'numeric' }),
                        input(one, 'cap', at, 'At best', { options: limits() }),
                        el('div', { class: 'moves end' }, button('Remove', `Limit ${i + 1}: remove`, () => { measure.caps.splice(i, 1); draw(); changed(); }, 'stop')));
        }

        function measures(question, path) {
                const { measure } = question, at = `${path}.measure`;
                if (!measure) {
                        return el('div', {}, button('Measure something', `Measure something in ${question.code}`, () => {
                                question.measure = { unit: 'mm', min: 1, max: 300, caps: [] };
                                draw(`${at}.unit`);
                                changed();
                        }));
                }
                const more = (kind) => () => {
                        const list = measure.caps ||= [], before = list.at(-1)?.[kind];
                        list.push({ [kind]: kind === 'over' ? (before ?? 0) + 10 : (before ?? measure.max) - 10, cap: body.grades.at(-1).code });
                        draw(`${at}.caps[${list.length - 1}].${kind}`);
                        changed();
                };
                const less = () => {
                        delete question.measure;
                        question.answers.forEach((one) => { delete one.measured; });
                        draw();
                        changed();
                };
                const kind = measure.caps?.[0] && ('under' in measure.caps[0] ? 'under' : 'over');
                return el('fieldset', { class: 'stack' }, el('legend', {}, 'What is measured'),
                        el('div', { class: 'pair' }, input(measure, 'unit', at, 'Unit'), input(measure, 'min', at, 'Least', { as: 'number' }),
                                input(measure, 'max', at, 'Most', { as: 'number' })),
                        (measure.caps || []).map((one, i) => limit(measure, one, i, at)),
                        el('div', { class: 'moves' }, kind !== 'under' && button('Add a limit: more is worse', `Add a limit: more is worse, ${question.code}`, more('over')),
                                kind !== 'over' && button('Add a limit: less is worse', `Add a limit: less is worse, ${question.code}`, more('under')),
                                button('No measure', `${question.code}: no measure`, less, 'stop')));
        }

        function answer(question, one, i, path) {
                const at = `${path}.answers[${i}]`, rename = (from, to) => renameAnswer(body, question.code, from, to);
                return el('div', { class: 'entry answer', 'data-path': at, role: 'group', 'aria-label': `Answer ${one.code}` },
                        el('div', { class: 'pair' }, input(one, 'code', at, 'Code', { after: rename }), input(one, 'cap', at, 'Grade', { options: gradeOptions() })),
                        input(one, 'text', at, 'What the grader sees', { hint: question.measure && '{measure} becomes the number with its unit.' }), input(one, 'public', at, 'What a shopper reads'),
                        question.measure && toggle(one, 'measured', at, 'It is measured'),
                        el('details', {}, el('summary', {}, 'Photos, cleaning, hold'), el('div', { class: 'stack' },
                                input(one, 'photos', at, 'Photos it requires', { as: 'list', hint: 'Names of shots, separated by commas: Defect, Tag.' }),
                                toggle(one, 'clean', at, 'Clean it and ask again'),
                                input(one, 'hold', at, 'Puts the unit on hold, because', { hint: 'For what is not safe. Empty: no hold.' }))),
                        moves(question.answers, i, `Answer ${one.code} of ${question.code}`, `${path}.answers`));
        }

        function asking(question, i, path) {
                const at = `${path}.ask`, before = body.questions.slice(0, i), { ask } = question;
                const chosen = field(`${at}.question`, 'Asked', { options: [['', 'Always'], ...before.map(({ code, text }) => [code, `After ${code}: ${text}`])], value: ask?.question ?? '' });
                chosen.querySelector('select').addEventListener('change', ({ target }) => {
                        if (target.value) question.ask = { question: target.value, answers: [] }; else delete question.ask;
                        draw(target.name);
                        changed();
                });
                const parent = ask && body.questions.find(({ code }) => code === ask.question);
                const which = parent && checks(`${at}.answers`, 'when it was answered', parent.answers.map(({ code, text }) => [code, text]), ask.answers);
                which?.addEventListener('change', () => { ask.answers = [...which.querySelectorAll('input:checked')].map(({ value }) => value); changed(); });
                return [chosen, which];
        }

        function question(one, i) {
                const path = `questions[${i}]`, rename = (from, to) => renameQuestion(body, from, to), place = el('div', {}, picture(one.picture));
                one.answers ||= [];
                return fold(path, [el('span', {}, `${one.code}: ${one.text}`), el('span', { class: 'muted' }, [words(one.axis), one.overall && 'overall', one.ask && `after ${one.ask.question}`,
                        !one.required && 'optional'].filter(Boolean).join(', '))],
                        el('div', { class: 'pair' }, input(one, 'code', path, 'Code', { after: rename }), input(one, 'axis', path, 'Axis', { options: axes })),
                        input(one, 'text', path, 'Question'), input(one, 'help', path, 'How to look', { area: true }),
                        el('div', { class: 'pair' }, input(one, 'picture', path, 'Picture', { options: [['', 'None'], ...pictureNames],
                                after: (_, name) => place.replaceChildren(picture(name) || '') }),
                                input(one, 'distance_cm', path, 'From how far, cm', { as: 'number' }), place),
                        el('div', { class: 'row' }, toggle(one, 'required', path, 'Must be answered'), toggle(one, 'overall', path, 'Overall: asked first')),
                        asking(one, i, path), measures(one, path),
                        el('h3', {}, 'Answers'), el('div', { class: 'field' }, el('span', { class: 'error', 'data-error': `${path}.answers` })),
                        one.answers.map((given, j) => answer(one, given, j, path)),
                        add(`Add an answer to ${one.code}`, one.answers, () => ({ code: free(one.answers, 'a').replace('-', ''), text: '' }), `${path}.answers`),
                        moves(body.questions, i, `Question ${one.code}`, 'questions'));
        }

        const fresh = () => ({ code: free(body.questions, 'Q'), axis: 'cosmetic', text: 'What can be seen?', required: true,
                answers: [{ code: 'none', text: 'none' }, { code: 'some', text: 'some', cap: body.grades.at(-1)?.code }] });
        function draw(focus) {
                node.replaceChildren(el('section', { class: 'panel', 'aria-label': 'Grades' }, el('h2', {}, 'Grades, best first'),
                        input(body, 'warranty_days', '', 'Warranty of what is refurbished, days', { as: 'number', hint: '0 or empty: none; then nothing is called refurbished.' }),
                        body.grades.map(grade), add('Add a grade', body.grades, () => ({ code: String.fromCharCode(65 + body.grades.length), name: '' }), 'grades')),
                el('section', { class: 'panel', 'aria-label': 'Questions' }, el('h2', {}, 'Questions'),
                        el('p', { class: 'muted' }, 'Asked worst first, whatever their order here; what hangs on another one stands below it.'),
                        body.questions.map(question), add('Add a question', body.questions, fresh, 'questions')));
                if (focus) control(focus)?.focus();
        }
        /* Drawn anew, with the focus where it is. */
        function again() {
                const { name, dataset } = document.activeElement, inside = node.contains(document.activeElement);
                draw();
                if (inside) (control(name) || [...node.querySelectorAll('[data-name]')].find((one) => one.dataset.name === dataset.name))?.focus();
        }
        const control = (path) => [...node.querySelectorAll('input, select, textarea')].find((one) => one.name === path);

        /* The member itself, else what it is part of. */
        function place(path) {
                for (let at = path; at; at = at.replace(/\.?[^.[\]]+$|\[\d+\]$/, '')) {
                        const found = control(at) || node.querySelector(`[data-error="${at}"]`) || node.querySelector(`[data-path="${at}"]`);
                        if (found) return found;
                }
                return node.firstElementChild;
        }
        node.tell = (path, reason) => {
                node.querySelectorAll('.error').forEach((one) => { one.textContent = ''; });
                node.querySelectorAll('[aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
                if (!path) return;
                const found = place(path), error = found.matches('.error') ? found : found.closest('.field')?.querySelector('.error');
                if (error) error.textContent = reason;
                if (found.name) found.setAttribute('aria-invalid', 'true');
        };
        /** Opens what holds it and goes there. */
        node.goTo = (path) => {
                const found = place(path);
                for (let at = found; at && at !== node; at = at.parentElement) if (at.matches('details')) at.open = true;
                const target = found.matches('input, select, textarea, summary') ? found : found.querySelector('summary, input, select') || found;
                target.focus();
                target.scrollIntoView({ block: 'center' });
        };
        draw();
        return node;
}
