import NIOCore

@testable import RedisClient

/// Replies, and what they mean.
enum RESPSamples {
    static let valid: [(text: String, value: RESPValue)] = [
        ("+OK\r\n", .simpleString("OK")),
        ("+\r\n", .simpleString("")),
        ("-ERR no\r\n", .error(RedisServerError(prefix: .err, message: "no"))),
        ("-READONLY You can't write\r\n", .error(RedisServerError(prefix: .readOnly, message: "You can't write"))),
        ("!21\r\nSYNTAX invalid syntax\r\n", .error(RedisServerError(prefix: "SYNTAX", message: "invalid syntax"))),
        (":0\r\n", .integer(0)), (":-42\r\n", .integer(-42)), (":+7\r\n", .integer(7)),
        (":9223372036854775807\r\n", .integer(.max)), (":-9223372036854775808\r\n", .integer(.min)),
        ("$5\r\nhello\r\n", bulk("hello")), ("$0\r\n\r\n", bulk("")), ("$-1\r\n", .null),
        ("$2\r\n\r\n\r\n", bulk("\r\n")),
        ("=15\r\ntxt:Some string\r\n", .verbatimString(format: "txt", ByteBuffer(string: "Some string"))),
        ("_\r\n", .null), ("#t\r\n", .boolean(true)), ("#f\r\n", .boolean(false)),
        (",1.25\r\n", .double(1.25)), (",-1e3\r\n", .double(-1000)), (",inf\r\n", .double(.infinity)),
        (",-inf\r\n", .double(-.infinity)),
        ("(3492890328409238509324850943850943825024385\r\n", .bigNumber("3492890328409238509324850943850943825024385")),
        ("*-1\r\n", .null), ("*0\r\n", .array([])),
        ("*2\r\n:1\r\n*1\r\n_\r\n", .array([.integer(1), .array([.null])])),
        ("%1\r\n+a\r\n:1\r\n", .map([RESPPair(key: .simpleString("a"), value: .integer(1))])), ("%0\r\n", .map([])),
        ("~2\r\n#t\r\n+x\r\n", .set([.boolean(true), .simpleString("x")])),
        ("|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n", bulk("v")),
        ("*2\r\n|1\r\n+a\r\n*1\r\n:1\r\n:5\r\n|0\r\n:6\r\n", .array([.integer(5), .integer(6)])),
    ]

    static let invalid = [
        "x\r\n", "\r\n", ":\r\n", ":-\r\n", ":1a\r\n", ":1\rx", ":99999999999999999999\r\n", ":9223372036854775808\r\n",
        "$-2\r\n", "$3\r\nabcd\r\n", "$?\r\n", "*?\r\n", "%-1\r\n", "#x\r\n", "_x\r\n", ",infinity\r\n", ",0x1p3\r\n",
        ",\r\n",
        "(1.5\r\n", "(\r\n", "=2\r\nab\r\n", "*1\r\n>1\r\n+a\r\n", "+a\nb\r\n", "$99999999999999\r\n",
        "*99999999999\r\n",
    ]

    static func bulk(_ text: String) -> RESPValue { .bulkString(ByteBuffer(string: text)) }

    /// Everything that is found in bytes that come in pieces.
    static func parse(
        _ pieces: [ByteBuffer], limits: RedisLimits = RedisLimits()
    ) -> (events: [RESPParserEvent], error: RESPProtocolError?) {
        var parser = RESPParser(limits: limits)
        var events: [RESPParserEvent] = []
        do throws(RESPProtocolError) {
            for piece in pieces {
                parser.append(piece)
                while true {
                    let event = try parser.next()
                    if event == .needsMore { break }
                    events.append(event)
                }
            }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }
}
