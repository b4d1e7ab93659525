import CLibpq

/// Queues a statement's messages with libpq. Parameters and results travel in binary, but for arrays
/// of enums.
struct Sending {
    let connection: OpaquePointer

    func prepare(_ name: String, _ sql: String, _ bindings: Bindings) throws(PostgresError) {
        let types = bindings.parameters.map { Oid($0.type) }
        guard PQsendPrepare(connection, name, sql, Int32(types.count), types) == 1 else { throw failed(sql) }
    }

    func executePrepared(_ name: String, _ sql: String, _ bindings: borrowing Bindings) throws(PostgresError) {
        let status = withArrays(bindings.parameters, bindings.bytes) { count, values, lengths, formats, _ in
            // Without `withCString` a short name is copied to the heap each time.
            name.withCString { name in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
            }
        }
        guard status == 1 else { throw failed(sql) }
    }

    /// Asks for the columns of a prepared statement's result.
    func describe(_ name: String, _ sql: String) throws(PostgresError) {
        guard PQsendDescribePrepared(connection, name) == 1 else { throw failed(sql) }
    }

    /// Parses and executes in one go, leaving no statement behind.
    func execute(_ sql: String, _ bindings: borrowing Bindings) throws(PostgresError) {
        let status = withArrays(bindings.parameters, bindings.bytes) { count, values, lengths, formats, types in
            PQsendQueryParams(connection, sql, count, types, values, lengths, formats, 1)
        }
        guard status == 1 else { throw failed(sql) }
    }

    func sync(_ sql: String) throws(PostgresError) {
        guard PQpipelineSync(connection) == 1 else { throw failed(sql) }
    }

    func failed(_ sql: String) -> PostgresError {
        PostgresError(
            code: .connectionLost,
            message: "libpq could not queue the statement: \(String(cString: PQerrorMessage(connection)))", sql: sql)
    }

    private func withArrays(
        _ parameters: ParameterList, _ bytes: [UInt8],
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?,
            UnsafePointer<Oid>?
        ) -> Int32
    ) -> Int32 {
        let count = parameters.count
        guard count > 0 else { return body(0, nil, nil, nil, nil) }
        return bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 3) { numbers in
                    // libpq takes a null pointer for NULL: an empty value must point somewhere.
                    let start = bytes.baseAddress ?? UnsafeRawPointer(numbers.baseAddress!)
                    for index in 0..<count {
                        let parameter = parameters[index]
                        values.initializeElement(
                            at: index,
                            to: parameter.length < 0
                                ? nil : (start + Int(parameter.offset)).assumingMemoryBound(to: CChar.self))
                        numbers.initializeElement(at: index, to: max(0, parameter.length))
                        numbers.initializeElement(at: count + index, to: parameter.isText ? 0 : 1)
                        numbers.initializeElement(at: 2 * count + index, to: Int32(bitPattern: parameter.type))
                    }
                    let base = UnsafePointer(numbers.baseAddress!)
                    return (base + 2 * count).withMemoryRebound(to: Oid.self, capacity: count) { types in
                        body(Int32(count), UnsafePointer(values.baseAddress!), base, base + count, types)
                    }
                }
            }
        }
    }
}

extension Session {
    /// libpq's pipeline mode is a matter of the client alone: no message is sent.
    mutating func setPipelining(_ pipelining: Bool, sql: String) throws(PostgresError) {
        guard pipelining != isPipelining, let handle else { return }
        guard (pipelining ? PQenterPipelineMode(handle) : PQexitPipelineMode(handle)) == 1 else {
            throw Sending(connection: handle).failed(sql)
        }
        isPipelining = pipelining
    }
}
