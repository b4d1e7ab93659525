/// One bound value: where its bytes are.
package struct Parameter: Sendable, Equatable {
    /// The type's object identifier; 0 lets the server infer it.
    package var type: UInt32
    package var offset: Int32
    /// −1 for NULL.
    package var length: Int32
    /// Whether the value travels as text, which a NUL ends; all others are in binary.
    package var isText = false
}
