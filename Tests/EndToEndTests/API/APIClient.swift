import Foundation
import TestServers
import Testing

/// Talks JSON with the program, as somebody who is signed in or not.
struct APIClient: Sendable {
    let http: TestHTTPClient
    var token: String?

    struct Answer: Sendable {
        let status: Int
        let fields: [(String, String)]
        let json: JSON

        func field(_ name: String) -> String? { fields.first { $0.0.lowercased() == name }?.1 }
    }

    func get(_ path: String) async throws -> Answer { try await call("GET", path) }

    func post(_ path: String, _ body: JSON = .object([:]), key: String? = nil, match: String? = nil) async throws
        -> Answer
    {
        try await call("POST", path, body: body, key: key, match: match)
    }

    private func call(
        _ method: String, _ path: String, body: JSON? = nil, key: String? = nil, match: String? = nil
    ) async throws -> Answer {
        let bytes = try body?.bytes()
        let response = try await http.request(
            method, path, headers: headers(hasBody: body != nil, key: key, match: match), body: bytes)
        return try Answer(response)
    }

    func headers(hasBody: Bool, key: String?, match: String? = nil) -> [(String, String)] {
        var headers: [(String, String)] = []
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        if hasBody { headers.append(("Content-Type", "application/json")) }
        if let key { headers.append(("Idempotency-Key", "\"\(key)\"")) }
        if let match { headers.append(("If-Match", match)) }
        return headers
    }

    /// The same client, signed in.
    func signedIn(_ email: String, password: String = "fresh-cut-demo") async throws -> APIClient {
        let answer = try await post("/v1/sessions", ["email": .string(email), "password": .string(password)])
        try #require(answer.status == 201, "\(answer.json)")
        return APIClient(http: http, token: answer.json["token"].text)
    }

    /// The same client, as somebody new.
    func signedUp(_ name: String) async throws -> APIClient {
        let email = "\(name)-\(UUID().uuidString.lowercased())@example.com"
        let password = "correct horse battery"
        let answer = try await post(
            "/v1/users", ["email": .string(email), "password": .string(password), "full_name": .string(name)])
        try #require(answer.status == 201, "\(answer.json)")
        return try await signedIn(email, password: password)
    }
}

extension APIClient.Answer {
    init(_ response: TestHTTPClient.Response) throws {
        let isJSON = !response.body.isEmpty
        self.init(
            status: response.status, fields: response.headers,
            json: isJSON ? try JSONDecoder().decode(JSON.self, from: Data(response.body)) : .null)
    }
}
