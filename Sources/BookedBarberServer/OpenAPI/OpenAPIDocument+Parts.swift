import HTTPTypes

extension OpenAPIDocument {
    /// What every problem document has. Kinds add members of their own.
    static let problemSchema = Schema(
        .object(
            [
                "type": .string.with { $0.summary = "An absolute URI; what programs compare." },
                "title": .string,
                "status": .integer(400...599),
                "detail": .string,
                "instance": .string.with { $0.summary = "The path that was asked for." },
                "request_id": .string.with { $0.summary = "What the server's log calls this request." },
                "errors": Schema(.array(Schema(.named("Violation")), maximumCount: nil)),
            ], required: ["type", "title", "status", "request_id"]),
        "A problem document (RFC 9457).")

    static let violationSchema = Schema(
        .object(
            [
                "detail": .string,
                "pointer": .string.with { $0.summary = "Where in the body: the fragment of a JSON pointer." },
                "parameter": .string.with { $0.summary = "Which parameter of the query." },
                "header": .string.with { $0.summary = "Which header field." },
            ], required: ["detail"]),
        "One value that is not acceptable.")
}

extension Operation {
    /// The declared parameters, and those that follow from what the operation is.
    var allParameters: [ParameterDescription] {
        var all = parameters
        if isIdempotent {
            all.append(
                ParameterDescription(
                    name: "Idempotency-Key", place: .header,
                    summary: """
                        A name that you choose for this request, new for each new request: sent again, the request is \
                        not done again. The answer is kept for 24 hours.
                        """,
                    schema: .text(1...IdempotencyField.longest).with {
                        $0.pattern = #"^([!#-~]+|"[ !#-\[\]-~]+")$"#
                        $0.example = "k-20261123-1"
                    }, isRequired: true))
        }
        if requiresMatch {
            all.append(
                ParameterDescription(
                    name: "If-Match", place: .header, summary: "The ETag of the version that you want to change.",
                    schema: .string.with {
                        $0.pattern = #"^(\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$"#
                        $0.example = "\"1\""
                    }, isRequired: true))
        }
        if isConditional {
            all.append(
                ParameterDescription(
                    name: "If-None-Match", place: .header,
                    summary: "The ETag of the version that you have. Ignored when it is malformed.",
                    schema: .string.with { $0.example = "\"1\"" }, isRequired: false))
        }
        return all
    }

    func successHeaders(_ answer: BodyDescription?) -> [String: JSONValue] {
        var headers: [String: JSONValue] = [:]
        if answer?.isVersioned == true {
            headers["ETag"] = ["description": "The version there is now.", "schema": Schema.string.json]
        } else if isCacheable {
            headers["ETag"] = [
                "description": "What the answer is made from; absent when the server has no cache.",
                "schema": Schema.string.json,
            ]
        }
        if success == .created, answer?.isLocated == true {
            headers["Location"] = ["description": "Where it is from now on.", "schema": Schema.string.json]
        }
        if isIdempotent {
            headers["Idempotent-Replayed"] = [
                "description": "`true` when this answer was given before.", "schema": Schema.string.json,
            ]
        }
        return headers
    }
}
