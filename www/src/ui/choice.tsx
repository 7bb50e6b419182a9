// A choice of one among a few, side by side.

interface Props<Value extends string> {
  name: string;
  label: string;
  value: Value;
  choices: [Value, string][];
  onChange: (value: Value) => void;
}

export const Choice = <Value extends string>({ name, label, value, choices, onChange }: Props<Value>) => (
  <fieldset class="choice">
    <legend>{label}</legend>
    <div class="choice-row">
      {choices.map(([choice, says]) => (
        <label key={choice}>
          <input type="radio" name={name} value={choice} checked={value === choice} onChange={() => onChange(choice)} />
          <span>{says}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
