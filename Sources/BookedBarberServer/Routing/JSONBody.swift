import NIOCore
import NIOFoundationCompat

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// JSON in and out.
enum JSONBody {
    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        guard let written = value as? any JSONWritten else {
            return ByteBuffer(bytes: try DirectJSONEncoder.encode(value))
        }
        var text = JSONText()
        written.write(to: &text)
        return ByteBuffer(bytes: text.bytes)
    }

    /// - Throws: 422 for a value that a type refuses.
    static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(buffer: body))
        } catch let error as DecodingError {
            throw Problem(error)
        }
    }

    /// The same value as the same bytes, in whatever order its members came. Nothing stays nothing.
    static func canonical(_ body: ByteBuffer) throws -> ByteBuffer {
        guard body.readableBytes > 0 else { return body }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ByteBuffer(data: try encoder.encode(parse(body)))
    }

    /// Any JSON.
    /// - Throws: 400.
    static func parse(_ body: ByteBuffer) throws(Problem) -> JSONValue {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(buffer: body)) else {
            throw Problem(
                .malformedJSON, body.readableBytes == 0 ? "The body is empty." : nil,
                errors: [Violation(.body([]), "must be one JSON value in UTF-8")])
        }
        return value
    }
}
