/// A value without parts.
protocol JSONScalar: Encodable {
    /// - Throws: for a number that JSON doesn't have.
    func write(to text: inout JSONText) throws
}

extension JSONScalar where Self: FixedWidthInteger {
    func write(to text: inout JSONText) { text.integer(self) }
}

extension JSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
    func write(to text: inout JSONText) throws {
        guard isFinite else {
            throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "JSON has no such number"))
        }
        text.number(self)
    }
}

extension String: JSONScalar {
    func write(to text: inout JSONText) { text.string(self) }
}

extension Bool: JSONScalar {
    func write(to text: inout JSONText) { text.literal(self ? "true" : "false") }
}

extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}
extension Double: JSONScalar {}
extension Float: JSONScalar {}
