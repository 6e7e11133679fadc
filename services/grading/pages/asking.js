// In what order a rubric asks, as rubric_order.c does: worst first, the overall question before all, the next one by the last answer. Pure.

/** 0 is the best grade, and what caps nothing. */
export const rankOf = (rubric, cap) => Math.max(0, rubric.grades.findIndex(({ code }) => code === cap));

/** The lowest cap that any answer to it can give. */
export const worst = (rubric, { answers, measure }) => Math.max(...answers.map(({ cap, measured }) =>
        Math.max(rankOf(rubric, cap), measured && measure.caps?.length ? rankOf(rubric, measure.caps.at(-1).cap) : 0)));

const givenTo = (question, answers) => {
        const given = answers.find((one) => one.question === question.code);
        return question.answers.some(({ code }) => code === given?.answer) ? given : undefined;
};

/** What was asked so far, in order; what is to be asked next, null when all was; how many can be asked now, that one among them. answers: [{ question, answer, measure?, unit? }] */
export function path(rubric, answers) {
        const rest = rubric.questions.map((question) => ({ question, given: givenTo(question, answers), worst: worst(rubric, question) })), taken = new Map(), open = [];
        const may = ({ question: { ask } }) => !ask || ask.answers.includes(taken.get(ask.question)?.answer);
        for (;;) {
                const first = rest.filter((one) => !taken.has(one.question.code) && may(one))
                        .reduce((best, one) => !best || !best.question.overall === !one.question.overall ? (!best || one.worst > best.worst ? one : best)
                                : one.question.overall ? one : best, undefined);
                if (!first) break;
                taken.set(first.question.code, first.given);
                if (!first.given) open.push(first.question);
        }
        return { asked: [...taken].filter(([, given]) => given).map(([code]) => code), next: open[0] || null, left: open.length };
}

export const next = (rubric, answers) => path(rubric, answers).next;

/** The answers to what is asked: those that may be sent. */
export function kept(rubric, answers) {
        const { asked } = path(rubric, answers);
        return asked.map((code) => answers.find(({ question }) => question === code));
}

const measures = ({ measure }, { measure: number, unit }) => unit === measure.unit && Number.isInteger(number) && number >= measure.min && number <= measure.max;

/** What still has to be given before there can be a grade: codes of questions, codes of questions whose measure is missing or out of range, shots. photos: the shots there are. */
export function required(rubric, answers, photos = []) {
        const { asked } = path(rubric, answers), taken = new Map(asked.map((code) => [code, answers.find(({ question }) => question === code)]));
        const answered = rubric.questions.filter(({ code }) => taken.has(code)).map((question) => [question, question.answers.find(({ code }) => code === taken.get(question.code).answer)]);
        const due = ({ code, ask, required: must }) => must && !taken.has(code) && (!ask || ask.answers.includes(taken.get(ask.question)?.answer));
        return {
                questions: rubric.questions.filter(due).map(({ code }) => code),
                measures: answered.filter(([question, { measured }]) => measured && !measures(question, taken.get(question.code))).map(([{ code }]) => code),
                photos: [...new Set(answered.flatMap(([, { photos: shots = [] }]) => shots))].filter((shot) => !photos.includes(shot)),
        };
}
