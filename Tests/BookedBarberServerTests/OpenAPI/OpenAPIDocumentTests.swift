import BookedBarber
import Foundation
import HTTPTypes
import Testing

@testable import BookedBarberServer

@Suite struct OpenAPIDocumentTests {
    private let routes = RouteTable.all(ServerConfiguration(), isCurrent: { true }).table.routes
    private let recorder = SchemaRecorder()
    private let document: JSONValue

    init() throws {
        document = try OpenAPIDocument(routes: routes, recorder: recorder).json()
    }

    @Test func `Every route is there once, and nothing else`() {
        guard case .object(let paths)? = document["paths"] else { return #expect(Bool(false)) }
        let documented = paths.flatMap { path, item -> [String] in
            guard case .object(let operations) = item else { return [] }
            return operations.keys.map { "\($0.uppercased()) \(path)" }
        }

        #expect(documented.sorted() == routes.map { "\($0.method.rawValue) \($0.path)" }.sorted())
        #expect(Set(routes.map(\.operation.id)).count == routes.count)
    }

    @Test func `Every reference leads somewhere`() {
        var references: Set<String> = []
        func collect(_ value: JSONValue) {
            switch value {
            case .array(let values): values.forEach(collect)
            case .object(let members):
                if let reference = members["$ref"]?.text { references.insert(reference) }
                members.values.forEach(collect)
            default: break
            }
        }
        collect(document)

        #expect(references.count > 20)
        for reference in references {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            #expect(document["components"]?["schemas"]?[name] != nil, "\(reference)")
        }
    }

    @Test func `Every parameter of a path is described, and no other`() {
        for route in routes {
            let inPath = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
            let described = route.operation.parameters.filter { $0.place == .path }.map(\.name)

            #expect(inPath.map(String.init) == described, "\(route.path)")
        }
    }

    @Test func `An example of every answer is what its schema says`() throws {
        let check = SchemaCheck(components: recorder.components)
        for route in routes {
            guard let answer = route.answer else { continue }
            let example = try JSONBody.parse(try answer.exampleJSON(recorder))

            #expect(check.violations(example, try answer.record(recorder)) == [], "\(route.operation.id)")
        }
    }

    @Test func `Every route says what can go wrong, as problem documents`() throws {
        for route in routes {
            let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
            guard case .object(let responses)? = operation?["responses"] else { return #expect(Bool(false)) }

            #expect(responses["500"]?["content"]?["application/problem+json"] != nil)
            #expect(
                (responses["401"] != nil) == (route.operation.access != .anyone) || route.operation.id == "signIn")
            #expect(responses[String(route.operation.success.code)] != nil)
            for (code, response) in responses where (Int(code) ?? 0) >= 400 {
                #expect(response["content"]?["application/problem+json"] != nil, "\(route.path) \(code)")
            }
        }
    }

    @Test func `A problem document is what its schema says`() {
        let check = SchemaCheck(
            components: ["Problem": OpenAPIDocument.problemSchema, "Violation": OpenAPIDocument.violationSchema])
        let problem = Problem(
            .invalidValue, "Look here.",
            errors: [
                Violation(.body(["a"]), "is required"), Violation(.query("b"), "must be 1"),
                Violation(.header("c"), "is malformed"),
            ], extensions: ["next_free_slots": []])

        let document = problem.document(instance: "/v1/me", requestID: "r-1")

        #expect(check.violations(document, Schema(.named("Problem"))) == [])
    }

    @Test func `The document doesn't change from run to run`() throws {
        let again = try OpenAPIDocument(
            routes: RouteTable.all(ServerConfiguration(), isCurrent: { true }).table.routes, recorder: SchemaRecorder()
        ).json()

        #expect(again == document)
    }
}
