"""First names that the reading room marks, and words that look like names and mean something else. Pure."""

_GERMAN = """
Achim Adelheid Alexander Alexandra Alfred Alina Amelie Andrea Andreas Angela Angelika Anja Anke Anna Anne Annegret
Anneliese Annette Annika Anton Antonia Armin Arno Axel Barbara Bastian Beate Ben Benjamin Bernd Bernhard Berta Bettina
Birgit Björn Brigitte Bruno Carina Carla Carola Caroline Carsten Charlotte Christa Christian Christiane Christina
Christine Christof Christoph Christopher Clara Claudia Claus Cornelia Dagmar Daniel Daniela David Dennis Detlef Diana
Dieter Dietmar Dirk Dominik Doris Dorothea Dorothee Eberhard Eckhard Edith Elena Elfriede Elias Elisabeth Elke Ella
Ellen Emil Emilia Emily Emma Erich Erika Erwin Esther Eva Evelyn Fabian Felix Finn Florian Franziska Friedrich Fritz
Gabi Gabriele Georg Gerd Gerhard Gerlinde Gertrud Gisela Gudrun Gustav Günter Günther Hanna Hannah Hannelore Hans
Harald Hartmut Hedwig Heike Heiko Heinrich Heinz Helene Helga Helmut Hendrik Henning Henri Herbert Hermann Hilde
Hildegard Holger Horst Hubert Hugo Ida Ilona Ilse Ines Inge Ingeborg Ingo Ingrid Irene Iris Irmgard Isabel Isabella
Jakob Jan Jana Janine Jasmin Jens Jessica Joachim Johanna Johannes Jonas Jonathan Josef Josefine Julia Julian Juliane
Jutta Jörg Jürgen Kai Karin Karl Karla Karolin Karsten Katharina Kathrin Katja Katrin Kerstin Kevin Klara Klaus Konrad
Kristina Kurt Käthe Lara Larissa Laura Lea Lena Leni Leo Leon Leonie Lina Linda Linus Lisa Lothar Lotta Louis Luca
Luis Luise Lukas Lydia Maja Malte Manfred Manuel Manuela Marc Marcel Marco Marcus Margarete Margit Margret Maria
Marianne Marie Marina Mario Marion Marius Markus Marlene Marlies Martha Martin Martina Marvin Mathilda Matthias Max
Maximilian Melanie Melina Mia Michael Michaela Mila Milan Miriam Monika Moritz Nadine Nadja Natalie Nele Nicole Niklas
Niko Nils Nina Noah Nora Norbert Oliver Oskar Oswald Otto Pascal Patricia Patrick Paul Paula Paulina Petra Philipp Pia
Rainer Ralf Ralph Raphael Rebecca Regina Regine Reiner Reinhard Reinhold Renate René Ricarda Richard Rita Robert
Roland Rolf Ronald Rosemarie Rudi Rudolf Ruth Rüdiger Sabine Sabrina Samuel Sandra Sarah Sascha Sebastian Siegfried
Sigrid Silke Silvia Simon Simone Sina Sofia Sofie Sonja Sophia Sophie Stefan Stefanie Steffen Stephan Stephanie
Susanne Svenja Sylvia Tamara Tanja Tatjana Theo Theodor Thomas Thorsten Tim Timo Tina Tobias Tom Torben Torsten Udo
Ulla Ulrich Ulrike Ursula Ute Uwe Valentin Valentina Vanessa Vera Verena Veronika Viktor Viktoria Vincent Volker
Walter Waltraud Werner Wiebke Wilfried Wilhelm Willi Wolfgang Yannick Yvonne
"""
_TURKISH = """
Abdullah Adem Ahmet Ali Arda Arzu Asena Aslı Asuman Aydın Ayla Aylin Ayşe Aziz Berk Berna Beyza Burak Bülent Büşra
Canan Cem Cemal Cengiz Ceyda Cihan Defne Derya Dilara Ebru Ece Ekrem Elif Emine Emir Emre Enes Ercan Erdal Erdem Eren
Erkan Esra Eylül Fatih Fatma Ferhat Feride Fikret Filiz Furkan Gizem Gökhan Gönül Gülay Gülcan Güler Gülsüm Hacer
Hakan Halil Halime Hamza Hasan Hatice Havva Hülya Hüseyin Ibrahim Ismail İbrahim İsmail Kadir Kemal Kerem Kübra Levent
Leyla Mehmet Melek Meltem Meral Merve Meryem Metin Mine Murat Mustafa Nazlı Nermin Neslihan Nuray Nurcan Nurten Okan
Onur Orhan Osman Oğuz Pelin Pınar Ramazan Recep Rukiye Saliha Selda Selim Selin Selma Sema Semra Serap Serdar Serkan
Sevgi Sevim Sezgin Sibel Sinan Songül Sultan Süleyman Tarık Tayfun Tuncay Turgut Tuğba Tülay Ufuk Veysel Volkan
Yasemin Yasin Yavuz Yunus Yusuf Yıldız Yılmaz Zafer Zehra Zeki Zeliha Zeynep Ömer Özge Özgür Özlem Ümit Şerife Şükran
"""
_FURTHER = """
Abdul Adnan Agnieszka Ahmad Ahmed Aisha Aleksander Aleksandr Aleksandra Alena Alessandro Alexei Alexej Alina Amal
Amina Amir Anas Anastasia Andrii Andrij Andrzej Artem Aya Bilal Bogdan Bohdan Costas Dalia Darya Denys Dimitrios
Dmitri Dmytro Dorota Dragan Dragana Eleni Ewa Fadi Farah Faris Fatima Fedir Francesca Francesco Georgios Ghassan
Giovanni Giuseppe Goran Grzegorz Habib Hadi Hala Halyna Hamid Hana Hanna Hassan Hiba Huda Hussein Igor Ihor Iman Inna
Ioannis Irina Iryna Ivan Ivana Iwona Jacek Jamal Jamila Jelena Jolanta Karim Katarzyna Kateryna Khadija Khaled Khalid
Khrystyna Krzysztof Lamia Larysa Layla Liudmyla Ljudmila Luigi Magdalena Mahmoud Mahmud Majid Maksym Malik Mariam
Mariusz Maryam Marzena Małgorzata Milica Mohamad Mohamed Mohammad Mohammed Mona Mounir Muhammad Mustapha Mykola Nabil
Nadia Nadiia Nasser Natalia Nataliia Natascha Nikola Nikolaos Nour Oksana Oleg Oleh Oleksandr Oleksandra Oleksii Olena
Olga Olha Omar Panagiotis Pavlo Petro Piotr Rami Rana Rania Rasha Rashid Reem Roman Saad Said Salah Salim Salma
Salvatore Samar Sami Samir Samira Sara Sergej Serhii Sharif Slobodan Stanisław Svitlana Swetlana Taras Tarek Tetiana
Tomasz Vadym Vasyl Viktoriia Vitalii Vladimir Volodymyr Wael Walid Wladimir Wojciech Yasmin Yevhen Youssef Yulia
Yuliia Yurii Zainab Zbigniew Zoran
"""
_EVERYDAY = """
Aya Ben Can Eren Ernst Frank Franz Gönül Güler Hana Huda Iman Kai Leo Mai Malik Mark Max Melek Mia Milan Mine Nikolaus
Nour Otter Otto Reem Roman Rose Said Sami Sevgi Sultan Tom Ufuk Ulla Wolf Yıldız Zafer Ümit
"""
"""Names that are everyday words of a language people write in, or of towns, squares and parties here."""

FIRST_NAMES = frozenset(f"{_GERMAN} {_TURKISH} {_FURTHER}".split()) - frozenset(_EVERYDAY.split())
"""Written as names are: with a capital. Not a list of anybody's residents; common names only."""
