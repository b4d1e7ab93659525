import BookedBarber
import Postgres

/// The parameters that several routes take.
enum Parameters {
    static let shop = PathParameter<Location.ID>("shop", "A shop.")
    static let barber = PathParameter<Barber.ID>("barber", "A barber: the number of the user who is one.")
    static let appointment = PathParameter<Appointment.ID>("appointment", "An appointment.")
    static let timeOff = PathParameter<TimeOff.ID>("time_off", "An entry of time off.")

    static let date = QueryParameter<CalendarDate>("date", "A day by the shop's clock.", isRequired: true)
    static let service = QueryParameter<ShopService.ID>("service", "A service of the barber's shop.", isRequired: true)
    static let limit = QueryParameter<Int>(
        "limit", "How many to answer with; 20 when it isn't said.", schema: .integer(1...100))
    static let after = QueryParameter<String>(
        "after", "Where to go on: `next` of the page before.",
        schema: .string.with { schema in
            schema.lengths = 23...23
            schema.pattern = "^[A-Za-z0-9_-]{23}$"
        })

    static let standardLimit = 20
}

extension ParameterDescription {
    /// The descriptions of parameters of whatever types.
    static func path<each Value>(_ parameters: repeat PathParameter<each Value>) -> [ParameterDescription] {
        var all: [ParameterDescription] = []
        repeat all.append((each parameters).description)
        return all
    }

    static func query<each Value>(_ parameters: repeat QueryParameter<each Value>) -> [ParameterDescription] {
        var all: [ParameterDescription] = []
        repeat all.append((each parameters).description)
        return all
    }
}
