package pumpup

import "pumpup.com/go/pumpupv1"

// A FieldKind is one of the ten kinds of question.
type FieldKind interface {
	*pumpupv1.Field_Text | *pumpupv1.Field_TextArea | *pumpupv1.Field_Number | *pumpupv1.Field_Slider | *pumpupv1.Field_Select |
		*pumpupv1.Field_Multiselect | *pumpupv1.Field_DateField | *pumpupv1.Field_Time | *pumpupv1.Field_DateTime | *pumpupv1.Field_Switch
}

// Required is a question that has to be answered.
//
//	Fields: []*pumpupv1.Field{
//		pumpup.Required("when", "When was it?", &pumpupv1.Field_DateField{}),
//		pumpup.Optional("cover", "Coverage", &pumpupv1.Field_Select{Options: []string{"collision", "comprehensive"}}),
//	},
func Required[K FieldKind](id, label string, kind K) *pumpupv1.Field {
	field := Optional(id, label, kind)
	field.Required = true
	return field
}

// Optional is a question that may stay open. Its description is set in what this answers.
func Optional[K FieldKind](id, label string, kind K) *pumpupv1.Field {
	field := &pumpupv1.Field{Id: id, Label: label}
	switch kind := any(kind).(type) {
	case *pumpupv1.Field_Text:
		field.Kind = &pumpupv1.Field_Text_{Text: kind}
	case *pumpupv1.Field_TextArea:
		field.Kind = &pumpupv1.Field_TextArea_{TextArea: kind}
	case *pumpupv1.Field_Number:
		field.Kind = &pumpupv1.Field_Number_{Number: kind}
	case *pumpupv1.Field_Slider:
		field.Kind = &pumpupv1.Field_Slider_{Slider: kind}
	case *pumpupv1.Field_Select:
		field.Kind = &pumpupv1.Field_Select_{Select: kind}
	case *pumpupv1.Field_Multiselect:
		field.Kind = &pumpupv1.Field_Multiselect_{Multiselect: kind}
	case *pumpupv1.Field_DateField:
		field.Kind = &pumpupv1.Field_DateField_{DateField: kind}
	case *pumpupv1.Field_Time:
		field.Kind = &pumpupv1.Field_Time_{Time: kind}
	case *pumpupv1.Field_DateTime:
		field.Kind = &pumpupv1.Field_DateTime_{DateTime: kind}
	case *pumpupv1.Field_Switch:
		field.Kind = &pumpupv1.Field_Switch_{Switch: kind}
	}
	return field
}

// Text is a value for a Text field.
func Text(value string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Text{Text: value}}
}

// TextArea is a value for a TextArea field.
func TextArea(value string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_TextArea{TextArea: value}}
}

// Number is a value for a Number field.
func Number(value float64) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Number{Number: value}}
}

// Slider is a value for a Slider field.
func Slider(value float64) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Slider{Slider: value}}
}

// Select is a value for a Select field: one of its options.
func Select(option string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Select{Select: option}}
}

// Multiselect is a value for a Multiselect field: some of its options.
func Multiselect(options ...string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Multiselect{Multiselect: &pumpupv1.FieldValue_Selection{Options: options}}}
}

// Date is a value for a DateField, as YYYY-MM-DD.
func Date(value string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_DateField{DateField: value}}
}

// Time is a value for a Time field, as HH:MM with optional :SS.
func Time(value string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Time{Time: value}}
}

// DateTime is a value for a DateTime field, as YYYY-MM-DDTHH:MM with optional :SS.
func DateTime(value string) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_DateTime{DateTime: value}}
}

// Switch is a value for a Switch field.
func Switch(value bool) *pumpupv1.FieldValue {
	return &pumpupv1.FieldValue{Kind: &pumpupv1.FieldValue_Switch{Switch: value}}
}

// Answer is a value as Go has it: a string for texts, selections, dates and times, a float64 for numbers and sliders, a []string
// for multiselects, a bool for switches, and nil where nothing was answered.
func Answer(value *pumpupv1.FieldValue) any {
	switch kind := value.GetKind().(type) {
	case *pumpupv1.FieldValue_Text:
		return kind.Text
	case *pumpupv1.FieldValue_TextArea:
		return kind.TextArea
	case *pumpupv1.FieldValue_Number:
		return kind.Number
	case *pumpupv1.FieldValue_Slider:
		return kind.Slider
	case *pumpupv1.FieldValue_Select:
		return kind.Select
	case *pumpupv1.FieldValue_Multiselect:
		return kind.Multiselect.GetOptions()
	case *pumpupv1.FieldValue_DateField:
		return kind.DateField
	case *pumpupv1.FieldValue_Time:
		return kind.Time
	case *pumpupv1.FieldValue_DateTime:
		return kind.DateTime
	case *pumpupv1.FieldValue_Switch:
		return kind.Switch
	}
	return nil
}
