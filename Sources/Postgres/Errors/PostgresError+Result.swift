import CLibpq

extension PostgresError {
    /// What the server (or libpq on its behalf) says in an error or notice.
    init(result: OpaquePointer, sql: String?) {
        // The codes are C character constants in a header: 'S' and so on.
        func field(_ letter: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
        }
        self.init(
            state: field("C").map { SQLState(rawValue: $0) },
            fields: ServerFields(
                severity: field("V") ?? field("S") ?? "ERROR",
                message: field("M") ?? String(cString: PQresultErrorMessage(result)), detail: field("D"),
                hint: field("H"), schema: field("s"), table: field("t"), column: field("c"), dataType: field("d"),
                constraint: field("n"), position: field("P").flatMap { Int($0) }, context: field("W")),
            sql: sql)
    }

    init(state: SQLState?, fields: ServerFields, sql: String?) {
        self.init(
            code: .server, message: Self.withoutValues(fields.message ?? "", state), sqlState: state, server: fields,
            sql: sql)
    }

    /// What the server says about bad data quotes the data: `invalid input syntax for type integer: "secret"`. It is
    /// left out from the first quotation mark to the last, since data can hold quotation marks itself.
    private static func withoutValues(_ message: String, _ state: SQLState?) -> String {
        guard state?.classCode == "22",
            let first = message.unicodeScalars.firstIndex(where: quotationMarks.contains),
            let last = message.unicodeScalars.lastIndex(where: quotationMarks.contains), first < last
        else { return message }
        return "\(message[...first])…\(message[last...])"
    }

    /// Also those of the languages that PostgreSQL's messages are translated to.
    private static let quotationMarks: Set<Unicode.Scalar> = ["\"", "„", "“", "”", "«", "»", "‘", "’", "「", "」"]
}
