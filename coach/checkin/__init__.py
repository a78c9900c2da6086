"""Key results after launch: signals, questions, grades, retrospectives."""
