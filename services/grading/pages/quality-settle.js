// What a supervisor settles: two grades that differ, and questions that are read differently.
import { action, all, api, choice, el, facts, field, form, grade, list, plate, say, sheet, table, time } from './kit/kit.js';
import { heat, measures } from './quality-figures.js';

const panel = (title, lead, node) => el('section', { class: 'panel', 'aria-label': title }, el('h2', {}, title), el('p', { class: 'muted' }, lead), node);
const who = (person) => person.name || 'Somebody who has left';

/** The words of a question and its answers, as that version had them. */
async function wordsOf(at, rubricId) {
        const { body } = await api('GET', `${at}/rubrics/${rubricId}`);
        const of = (code) => body.questions.find((q) => q.code === code);
        return { question: (code) => of(code)?.text || code, answer: (code, answer) => of(code)?.answers.find((a) => a.code === answer)?.text.replace('{measure}', '') || answer };
}

const outcomes = [['first_stands', 'The first grade stands'], ['second_stands', 'The second stands: grade the unit again'], ['rubric_unclear', 'Both can be read so: the rubric is unclear']];

async function settle(at, finding, done) {
        const say_ = await wordsOf(at, finding.rubric_id), side = (one) => el('div', { class: 'row' }, grade(one.grade), el('span', {}, who(one.by)), el('span', { class: 'muted' }, time(one.at)));
        const listed = ['listed', 'claimed'].includes(finding.unit_state);
        const made = sheet('Which grade stands?', el('p', {}, finding.title, ' ', plate(finding.lpn)), facts(['First look', side(finding.first)], ['Because', finding.first.reason],
                ['Second look', side(finding.second)]),
        table([['Question', (d) => say_.question(d.question)], ['First', (d) => say_.answer(d.question, d.first)], ['Second', (d) => say_.answer(d.question, d.second)]], finding.differences,
                { caption: 'Where they differ' }),
        finding.notes.length > 0 && table([['Question', (n) => say_.question(n.question)], ['First', (n) => n.first], ['Second', (n) => n.second]], finding.notes, { caption: 'What they wrote' }),
        listed && el('p', { class: 'note attention' }, 'The unit is on offer. Before it can be graded again, its listing has to be withdrawn.'),
        form([choice('outcome', 'After a look at the unit', outcomes), field('note', 'Note', { required: false, area: true, hint: 'What both can learn from it.' })], 'Settle', async (given) => {
                const settled = await api('POST', `${at}/findings/${finding.finding_id}/settle`, given);
                made.close();
                say(settled.hold ? `Settled. The unit went on hold: ${settled.hold.reason}`
                        : settled.regrade === 'asked' ? 'Settled. The unit waits at the bench to be graded again.' : 'Settled.', 'good');
                await done();
        }));
}

export function findings(at) {
        const node = list({ path: `${at}/findings`, limit: 5, empty: 'Nothing to settle: second looks agreed with the first, or none differed by more than the policy allows.', columns: [
                ['Unit', (f) => f.title], ['Plate', (f) => plate(f.lpn)], ['First', (f) => grade(f.first.grade)], ['Second', (f) => grade(f.second.grade)], ['Found', (f) => time(f.found_at)],
                ['Actions', (f) => action('Settle', () => settle(at, f, node.refresh))],
        ] });
        return [panel('To settle', 'Two people who did not know of each other came to different grades. A third settles it.', node), node.refresh];
}

async function close(at, ticket, done) {
        const newer = (await all(`${at}/rubrics`)).filter((r) => r.product_type === ticket.product_type && r.version > ticket.rubric_version);
        const type = ticket.product_type === '*' ? 'Any product type' : ticket.product_type;
        const made = sheet(ticket.text || ticket.question, facts(['Question', ticket.question], ['Rubric', `${type}, version ${ticket.rubric_version}`],
                ['Pairs', ticket.figures.n]), measures(ticket.figures), heat(ticket.figures, 'Answers'), form([
                field('note', 'What was done', { area: true, required: false, hint: 'Clearer words, a picture at the answers, practice together.' }),
                newer.length > 0 && field('rubric_id', 'Version that words it better', { options: [['', 'None'], ...newer.map((r) => [r.rubric_id, `Version ${r.version}`])] }),
        ].filter(Boolean), 'Settle', async (given) => {
                await api('POST', `${at}/rubric-tickets/${ticket.ticket_id}/settle`, given);
                made.close();
                say('Settled. A question of a version has one ticket; a new version is looked at anew.', 'good');
                await done();
        }));
}

export function tickets(at) {
        const node = list({ path: `${at}/rubric-tickets`, empty: 'No question is read so differently that it needs other words.', columns: [
                ['Question', (t) => el('div', {}, el('div', {}, t.text || t.question), el('div', { class: 'small muted' }, `${t.question}, version ${t.rubric_version}`))],
                ['Kappa', (t) => t.figures.kappa.linear.value.toFixed(2), 'number'], ['Pairs', (t) => t.figures.n, 'number'], ['Opened', (t) => time(t.opened_at)],
                ['Actions', (t) => action('Look', () => close(at, t, node.refresh))],
        ] });
        return [panel('Rubric tickets', 'Questions on which people agree too little to rely on the answer. It is the wording that is looked at, not who answered.', node), node.refresh];
}
