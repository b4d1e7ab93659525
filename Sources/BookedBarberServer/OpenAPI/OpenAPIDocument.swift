import HTTPTypes

/// The OpenAPI 3.1 document of a set of routes.
struct OpenAPIDocument {
    let routes: [Route]
    let recorder: SchemaRecorder

    func json() throws -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for route in routes {
            guard case .object(var item) = paths[route.path] ?? [:] else { continue }
            item[route.method.rawValue.lowercased()] = try operation(route)
            paths[route.path] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "BookedBarber", "version": "1",
                "description": """
                Booking for barbershops. Times are UTC (RFC 3339); money is whole minor units of a currency; errors are \
                problem documents (RFC 9457). Sign in with POST /v1/sessions and send the token as a bearer token.
                """,
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(Operation.Tag.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas()),
                "securitySchemes": [
                    "session": ["type": "http", "scheme": "bearer", "description": "The token of a session."]
                ],
            ],
        ]
    }

    private func schemas() -> [String: JSONValue] {
        var schemas = recorder.components.mapValues(\.json)
        schemas["Problem"] = Self.problemSchema.json
        schemas["Violation"] = Self.violationSchema.json
        return schemas
    }

    private func operation(_ route: Route) throws -> JSONValue {
        let operation = route.operation
        var members: [String: JSONValue] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "tags": [.string(operation.tag.rawValue)], "responses": .object(try responses(route)),
            "security": operation.access == .anyone ? [] : [["session": []]],
        ]
        if let details = operation.details { members["description"] = .string(details) }
        let parameters = operation.allParameters
        if !parameters.isEmpty { members["parameters"] = .array(parameters.map(\.json)) }
        if let request = route.request {
            members["requestBody"] = [
                "required": true,
                "content": [operation.requestMediaType: ["schema": try request.record(recorder).json]],
            ]
        }
        return .object(members)
    }

    private func responses(_ route: Route) throws -> [String: JSONValue] {
        let operation = route.operation
        var responses: [String: JSONValue] = [:]
        var success: [String: JSONValue] = ["description": .string(operation.success.reasonPhrase)]
        if let answer = route.answer {
            success["content"] = [answer.mediaType: ["schema": try answer.record(recorder).json]]
        }
        let headers = operation.successHeaders(route.answer)
        if !headers.isEmpty { success["headers"] = .object(headers) }
        responses[String(operation.success.code)] = .object(success)
        if operation.isConditional {
            responses["304"] = ["description": "Not Modified: If-None-Match has the version there is."]
        }
        let kinds = operation.possibleProblems(hasBody: route.request != nil)
        for (code, kinds) in Dictionary(grouping: kinds, by: \.status.code) {
            let titles = kinds.sorted { $0.title < $1.title }
                .map { "\($0.title) (`\($0.type.split(separator: "/").last ?? "")`)." }
            responses[String(code)] = [
                "description": .string(titles.joined(separator: " ")),
                "content": [Problem.mediaType: ["schema": Schema(.named("Problem")).json]],
            ]
        }
        return responses
    }
}

extension ParameterDescription {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "in": .string(place.rawValue), "description": .string(summary),
            "required": .bool(isRequired), "schema": schema.json,
        ]
    }
}
