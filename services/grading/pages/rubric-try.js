// A rubric answered as a grader would, and what it concludes.
import { attempt, choice, el, field, grade, once, Problem } from './kit/kit.js';
import { kept, path, required } from './asking.js';
import { picture } from './pictures.js';
import { ofDraft, tidy } from './rubric-model.js';

const textOf = (question, { answer, measure, unit }) => {
        const text = question.answers.find(({ code }) => code === answer)?.text || answer, words = measure && `${measure}${unit === '%' ? '' : ' '}${unit}`;
        return !words ? text : text.includes('{measure}') ? text.replace('{measure}', words) : `${text} ${words}`;
};

const look = ({ picture: name, distance_cm: distance, help }) => (name || help || distance) && el('div', { class: 'look' }, picture(name),
        el('p', { class: 'muted' }, [distance && `From ${distance} cm.`, help].filter(Boolean).join(' ')));

/** The node; again() asks anew by the rubric as it is now. at: the address of checks. */
export function tryOut(draft, at) {
        const node = el('section', { class: 'panel', 'aria-label': 'Try it' }), result = el('div', { 'aria-live': 'polite' });
        let answers = [];

        async function conclude(rubric) {
                const waits = required(rubric, answers), sent = kept(rubric, answers);
                if (!sent.length) { result.replaceChildren(); return; }
                const { conclusion } = await once('POST', at, { body: rubric, answers: sent });
                result.replaceChildren(conclusion ? el('div', { class: 'result-card' }, el('div', { class: 'row' }, grade(conclusion.grade), el('strong', {}, ofDraft(conclusion.reason))),
                        el('p', {}, el('span', { class: 'muted' }, 'A shopper reads: '), conclusion.sentence),
                        conclusion.photos.length > 0 && el('p', { class: 'muted' }, `Photos it requires: ${conclusion.photos.join(', ')}.`),
                        conclusion.hold && el('p', { class: 'note stop' }, `On hold: ${conclusion.hold}`))
                        : el('p', { class: 'muted' }, `No grade yet: ${[...waits.questions, ...waits.measures].join(', ')} still to be answered.`));
        }

        function give(question, rubric) {
                const answer = choice('answer', question.text, question.answers.map(({ code, text }) => [code, text.replace('{measure}', '…')])), { measure } = question;
                const number = measure && field('measure', `How much, ${measure.unit}`, { as: 'number', required: false, hint: `${measure.min} to ${measure.max}` });
                const measured = () => measure && question.answers.find(({ code }) => code === answer.querySelector(':checked')?.value)?.measured;
                const next = el('button', { type: 'submit' }, 'Next'), tell = (text) => { answer.querySelector('.error').textContent = text; };
                const ask = el('form', { novalidate: true, onsubmit: (event) => {
                        event.preventDefault();
                        const chosen = answer.querySelector(':checked')?.value, value = number && Number(number.querySelector('input').value);
                        if (!chosen) return tell('Choose one.');
                        const given = { question: question.code, answer: chosen, ...measured() ? { measure: value, unit: measure.unit } : {} };
                        if (measured() && (!Number.isInteger(value) || value < measure.min || value > measure.max)) {
                                number.querySelector('.error').textContent = `Give a whole number of ${measure.unit} from ${measure.min} to ${measure.max}.`;
                                return number.querySelector('input').focus();
                        }
                        answers = [...answers.filter((one) => one.question !== question.code), given];
                        return draw(rubric, true);
                } }, look(question), answer, number, el('div', {}, next));
                if (number) {
                        const fit = () => { number.hidden = !measured(); };
                        answer.addEventListener('change', fit);
                        fit();
                }
                return ask;
        }

        function draw(rubric, focus) {
                const { asked, next, left } = path(rubric, answers), of = (code) => rubric.questions.find((one) => one.code === code);
                const change = (code) => { answers = answers.filter(({ question }) => !asked.slice(asked.indexOf(code)).includes(question)); draw(rubric, true); };
                const done = (code) => el('li', {}, el('span', {}, `${code}: ${textOf(of(code), answers.find(({ question }) => question === code))}`),
                        el('button', { type: 'button', class: 'quiet', 'aria-label': `Change ${code}`, onclick: () => change(code) }, 'Change'));
                node.replaceChildren(el('h2', {}, 'Try it'), asked.length ? el('ol', { class: 'given small' }, asked.map(done)) : el('p', { class: 'muted' }, 'Answer as a grader would.'),
                        ...next ? [el('p', { class: 'muted' }, left === 1 ? 'The last question for now.' : `${left} questions can be asked now.`), give(next, rubric)] : [], result);
                if (focus) node.querySelector('form input')?.focus();
                attempt(() => conclude(rubric), (problem) => result.replaceChildren(el('p', { class: 'error' }, problem instanceof Problem ? problem.message : '')));
        }

        node.again = () => draw(tidy(draft.body));
        node.stop = () => node.replaceChildren(el('h2', {}, 'Try it'), el('p', { class: 'muted' }, 'It can be tried once nothing is wrong with it.'));
        node.stop();
        return node;
}
