// What is held against a document that is sent to the Admin API: the schema, nothing deprecated, and two rules that the schema cannot show.
import { coerceInputValue, getNamedType, isInputObjectType, isListType, isNonNullType, NoDeprecatedCustomRule, parse, TypeInfo, typeFromAST, validate, visit, visitWithTypeInfo } from 'graphql';

/** Without @idempotent on the field these are refused when they run, since 2026-04. */
const idempotent = new RegExp('^(inventory(Activate|AdjustQuantities|MoveQuantities|SetOnHandQuantities|SetQuantities|Shipment\\w+|Transfer(Create|CreateAsReadyToShip|Duplicate|SetItems))'
        + '|location(Activate|Deactivate)|refundCreate)$');

function withoutKey(document) {
        const found = [];
        visit(document, { Field(node) {
                if (idempotent.test(node.name.value) && !node.directives.some((d) => d.name.value === 'idempotent')) found.push(`${node.name.value} needs @idempotent(key:) on the field`);
        } });
        return found;
}

/** An input in which a member named changeFromQuantity exists has to give it, if only as null. */
function withoutChangeFrom(type, value, at) {
        if (value === null || value === undefined) return [];
        if (isNonNullType(type)) return withoutChangeFrom(type.ofType, value, at);
        if (isListType(type)) return [value].flat().flatMap((one, i) => withoutChangeFrom(type.ofType, one, `${at}[${i}]`));
        if (!isInputObjectType(type)) return [];
        const fields = type.getFields();
        return [...fields.changeFromQuantity && !('changeFromQuantity' in value) ? [`${at}.changeFromQuantity has to be given, if only as null`] : [],
                ...Object.entries(value).flatMap(([name, one]) => fields[name] ? withoutChangeFrom(fields[name].type, one, `${at}.${name}`) : [])];
}

function deprecatedInputs(type, value, at) {
        if (value === null || value === undefined) return [];
        if (isListType(type) || isNonNullType(type)) return [value].flat().flatMap((one) => deprecatedInputs(type.ofType, one, at));
        if (!isInputObjectType(type)) return [];
        return Object.entries(value).flatMap(([name, one]) => {
                const field = type.getFields()[name];
                return !field ? [] : [...field.deprecationReason ? [`${at}.${name} is deprecated: ${field.deprecationReason}`] : [], ...deprecatedInputs(field.type, one, `${at}.${name}`)];
        });
}

function wrongVariables(schema, operation, variables) {
        const known = new Set(operation.variableDefinitions.map((d) => d.variable.name.value)), found = [];
        for (const name of Object.keys(variables)) if (!known.has(name)) found.push(`$${name} is no variable of the document`);
        for (const definition of operation.variableDefinitions) {
                const name = definition.variable.name.value, type = typeFromAST(schema, definition.type);
                if (isNonNullType(type) && variables[name] === undefined) found.push(`$${name} is missing`);
                if (variables[name] === undefined) continue;
                coerceInputValue(variables[name], type, (path, invalid, error) => found.push(`$${[name, ...path].join('.')}: ${error.message}`));
                found.push(...withoutChangeFrom(type, variables[name], `$${name}`), ...deprecatedInputs(type, variables[name], `$${name}`));
        }
        return found;
}

/** What is wrong with a document and its variables; empty when nothing is. */
export function faults(schema, text, variables) {
        let document;
        try { document = parse(text); } catch (error) { return [error.message]; }
        const wrong = validate(schema, document).map((e) => e.message), operation = document.definitions.find((d) => d.kind === 'OperationDefinition');
        if (wrong.length) return wrong;
        return [...validate(schema, document, [NoDeprecatedCustomRule]).map((e) => e.message), ...withoutKey(document), ...wrongVariables(schema, operation, variables)];
}
