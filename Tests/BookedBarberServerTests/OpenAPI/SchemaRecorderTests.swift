import Testing

@testable import BookedBarberServer

@Suite struct SchemaRecorderTests {
    struct InnerBody: Codable, Sendable {
        let city: String
    }

    enum Colour: String, Codable, CaseIterable {
        case red, green
    }

    struct OuterBody: Codable, Sendable, SchemaAnnotated {
        let id: Int
        let name: String?
        let isOn: Bool
        let rate: Double
        let at: Timestamp
        let colour: Colour
        let inner: InnerBody
        let list: [InnerBody]
        let maybe: [Int]?

        enum CodingKeys: String, CodingKey {
            case id, name, rate, at, colour, inner, list, maybe
            case isOn = "is_on"
        }

        static var annotations: [String: Schema] { ["name": .text(1...9), "id": .integer(1...5)] }
    }

    @Test func `A type's members, their types and what may be missing are found`() throws {
        let recorder = SchemaRecorder()

        let (schema, example) = try recorder.record(OuterBody.self)

        #expect(schema.kind == .named("Outer"))
        #expect(example.inner.city == "text")
        let outer = try #require(recorder.components["Outer"])
        guard case .object(let properties, let required) = outer.kind else { return #expect(Bool(false)) }
        #expect(required == ["id", "is_on", "rate", "at", "colour", "inner", "list"])
        #expect(properties["id"]?.kind == .integer(1...5))
        #expect(properties["name"]?.lengths == 1...9)
        #expect(properties["is_on"]?.kind == .boolean)
        #expect(properties["rate"]?.kind == .number)
        #expect(properties["at"]?.format?.name == "date-time")
        #expect(properties["colour"]?.allowed == ["red", "green"])
        #expect(properties["inner"]?.kind == .named("Inner"))
        #expect(properties["list"]?.kind == .array(Schema(.named("Inner")), maximumCount: nil))
        #expect(properties["maybe"]?.kind == .array(.integer, maximumCount: nil))
        #expect(recorder.components.keys.sorted() == ["Inner", "Outer"])
    }

    struct RecursiveBody: Codable, Sendable {
        let children: [RecursiveBody]
    }

    struct WrongBody: Codable, Sendable, SchemaAnnotated {
        let name: String
        static var annotations: [String: Schema] { ["nmae": .text(1...9)] }
    }

    @Test func `A type that contains itself is refused`() {
        #expect(throws: SchemaRecorder.Failure.self) { try SchemaRecorder().record(RecursiveBody.self) }
    }

    @Test func `An annotation of a member that isn't there is refused`() {
        #expect(throws: SchemaRecorder.Failure.self) { try SchemaRecorder().record(WrongBody.self) }
    }

    @Test func `Generic types have readable names`() {
        #expect(SchemaRecorder.name(of: PageBody<InnerBody>.self) == "InnerPage")
        #expect(SchemaRecorder.name(of: InnerBody.self) == "Inner")
    }
}
