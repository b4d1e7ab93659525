import BookedBarber
import BookedBarberServer
import Foundation
import TestServers
import Testing

/// What came back.
struct Received: Sendable {
    let status: Int
    let headers: [(String, String)]
    let body: [UInt8]

    init(_ response: TestHTTPClient.Response) {
        (status, headers, body) = response
    }

    subscript(header: String) -> String? {
        headers.first { $0.0.lowercased() == header.lowercased() }?.1
    }

    var json: JSONValue {
        (try? JSONDecoder().decode(JSONValue.self, from: Data(body))) ?? .null
    }

    /// The last part of a problem's type.
    var problem: String? {
        guard self["Content-Type"] == "application/problem+json", json["status"] == .integer(status) else { return nil }
        return json["type"]?.text?.split(separator: "/").last.map(String.init)
    }
}

extension TestApplication {
    func send(
        _ method: String, _ path: String, as person: Person? = nil, _ body: JSONValue? = nil,
        key: String? = nil, match: String? = nil, headers: [(String, String)] = []
    ) async throws -> Received {
        let bytes = try body.map { Array(try JSONEncoder().encode($0)) }
        var fields = headers
        if let person { fields.append(("Authorization", "Bearer \(person.token)")) }
        if bytes != nil { fields.append(("Content-Type", "application/json")) }
        if let key { fields.append(("Idempotency-Key", key)) }
        if let match { fields.append(("If-Match", match)) }
        return Received(try await client.request(method, path, headers: fields, body: bytes))
    }

    func get(_ path: String, as person: Person? = nil, headers: [(String, String)] = []) async throws -> Received {
        try await send("GET", path, as: person, headers: headers)
    }

    /// Books the haircut of the Berlin barber.
    func book(
        _ startsAt: String = "2026-11-24T09:00:00Z", as person: Person? = nil, key: String = UUID().uuidString,
        extra: [String: JSONValue] = [:]
    ) async throws -> Received {
        let shop = world.berlin
        let body: [String: JSONValue] = [
            "barber_id": .integer(Int(shop.barber.id)), "service_id": .integer(Int(shop.haircut.id.rawValue)),
            "starts_at": .string(startsAt),
        ]
        return try await send(
            "POST", "/v1/appointments", as: person ?? shop.client, .object(body.merging(extra) { $1 }), key: key)
    }

    /// Books, and answers with the path of the appointment.
    func booked(_ startsAt: String = "2026-11-24T09:00:00Z", as person: Person? = nil) async throws -> String {
        let reply = try await book(startsAt, as: person)
        return try #require(reply["Location"], "\(reply.json)")
    }

    /// Does one of the things that need a version, at the version there is.
    func act(_ action: String, on appointment: String, as person: Person, _ body: JSONValue? = nil) async throws
        -> Received
    {
        let current = try await get(appointment, as: world.berlin.owner)
        return try await send("POST", "\(appointment)/\(action)", as: person, body, match: current["ETag"] ?? "\"1\"")
    }
}
