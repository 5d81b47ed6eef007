"""What a school register says, in pure Python: files in, rows out, and why a row could not be used."""
