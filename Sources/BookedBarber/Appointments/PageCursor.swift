import Foundation

/// Where a page of appointments ended: the start and number of its last one.
///
/// Its text is opaque to clients. One that was altered either fails to parse or only moves within what the caller may
/// see anyway: a cursor grants nothing.
public struct PageCursor: Hashable, Sendable, LosslessStringConvertible {
    let microseconds: Int64
    let id: Appointment.ID

    var startsAt: Date { Date(timeIntervalSince1970: TimeInterval(microseconds) / 1_000_000) }

    init(after appointment: Appointment) {
        microseconds = Int64((appointment.startsAt.timeIntervalSince1970 * 1_000_000).rounded())
        id = appointment.id
    }

    /// Years 1970 to 9999, as microseconds since 1970.
    private static let validMicroseconds: Range<Int64> = 0..<253_402_300_800_000_000
    private static let version: UInt8 = 1

    /// `nil` unless `text` is what ``description`` gives for some cursor.
    public init?(_ text: String) {
        guard text.utf8.count == 23, let bytes = Base64URL.decode(text), bytes.count == 17, bytes[0] == Self.version
        else { return nil }
        microseconds = Self.integer(bytes[1..<9])
        id = Appointment.ID(rawValue: Self.integer(bytes[9..<17]))
        guard Self.validMicroseconds.contains(microseconds), id.rawValue > 0 else { return nil }
    }

    /// 23 characters of base64url.
    public var description: String {
        Base64URL.encode([Self.version] + Self.bytes(microseconds) + Self.bytes(id.rawValue))
    }

    private static func bytes(_ value: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// Some items of a list, and where it goes on.
public struct Page<Item: Sendable>: Sendable {
    public let items: [Item]
    /// `nil` on the last page.
    public let next: PageCursor?
}

extension PageCursor: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let cursor = PageCursor(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is no cursor")
        }
        self = cursor
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Page: Codable where Item: Codable {}

extension Page<AppointmentDetails> {
    /// - Parameter items: up to one more than `limit`, which tells whether there is a next page.
    init(_ items: [AppointmentDetails], limit: Int) {
        self.items = Array(items.prefix(limit))
        next = items.count > limit ? self.items.last.map { PageCursor(after: $0.appointment) } : nil
    }
}
