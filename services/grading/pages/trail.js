// What a grader has said of one unit, step by step: the way there and back. Pure.
import { kept, next, rankOf, required } from './asking.js';

/*
 * A step: { question, answer, measure?, unit?, note? }; with `cleaned`, what was answered before it was cleaned; { question, skipped }, what cannot be told.
 * seen: by question, where on the piece, and pins on its photos.
 */
const without = (rubric, codes) => ({ ...rubric, questions: rubric.questions.filter(({ code }) => !codes.includes(code)) });
const skippedIn = (trail) => trail.filter((step) => step.skipped).map(({ question }) => question);
const given = (trail) => trail.filter((step) => !step.skipped && !step.cleaned);

export const nextIn = (rubric, trail) => next(without(rubric, skippedIn(trail)), given(trail));
export const answersIn = (rubric, trail) => kept(rubric, given(trail)).map(({ question, answer, measure, unit, note }) => ({ question, answer, measure, unit, note }));
export const missingIn = (rubric, trail, photos) => required(rubric, given(trail), photos);
export const wasCleaned = (trail, question) => trail.some((step) => step.cleaned && step.question === question);

const answerOf = (question, code) => question.answers.find((one) => one.code === code);

/** The cap of an answer with its measure, as a rank; 0: none. */
function capOf(rubric, question, { answer, measure }) {
        const one = answerOf(question, answer), caps = one.measured ? question.measure.caps || [] : [];
        const reached = caps.filter(({ over, under }) => over === undefined ? measure < under : measure > over).map(({ cap }) => rankOf(rubric, cap));
        return Math.max(rankOf(rubric, one.cap), ...reached, 0);
}

export const inWords = (question, { answer, measure, unit }) => {
        const { text, measured } = answerOf(question, answer), size = `${measure} ${unit}`;
        return !measured ? text : text.includes('{measure}') ? text.replace('{measure}', size) : `${text}, ${size}`;
};

/** Each answer that caps or was written about: { question, step, rank, photos }, worst first. */
export function flawsIn(rubric, trail) {
        return kept(rubric, given(trail)).map((step) => {
                const question = rubric.questions.find(({ code }) => code === step.question);
                return { question, step, rank: capOf(rubric, question, step), photos: answerOf(question, step.answer).photos || [] };
        }).filter(({ rank, step, photos }) => rank || step.note || photos.length).sort((a, b) => b.rank - a.rank);
}

export const gradeIn = (rubric, trail) => rubric.grades[Math.max(0, ...flawsIn(rubric, trail).map(({ rank }) => rank))];

/** The body of the grade. */
export function bodyOf(rubric, { trail, seen, opened }) {
        const answers = answersIn(rubric, trail), asked = new Set(answers.map(({ question }) => question));
        return {
                answers, opened,
                observations: Object.entries(seen).filter(([question, { place, pins }]) => asked.has(question) && (place || pins?.length)).map(([question, { place, pins = [] }]) =>
                        ({ question, place: place || undefined, pins })),
                earlier: trail.filter((step) => step.cleaned && asked.has(step.question)).map(({ question, answer, note }) => ({ question, answer, note })),
        };
}

/** How many can still be asked as things stand. */
export function leftIn(rubric, trail) {
        const copy = [...trail];
        for (let question = nextIn(rubric, copy); question; question = nextIn(rubric, copy)) copy.push({ question: question.code, skipped: true });
        return copy.length - trail.length;
}
